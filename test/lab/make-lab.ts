import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AwsClients } from '../../src/aws/clients.ts';
import { startEmbedded } from '../../src/backend/embedded.ts';
import type { Backend } from '../../src/backend/types.ts';
import { type Lab, openLab, type Run, startRun, trustLab } from '../../src/lab/index.ts';

export interface LabParts {
  /** TypeScript; the names of `seclab/check` are imported. */
  readonly checks: string;
  /** The body of `setup`, with `lab`. */
  readonly setup?: string;
  /** Step ids, or whole entries of lab.yaml. */
  readonly steps?: readonly string[];
  readonly names?: Readonly<Record<string, string>>;
  readonly accounts?: Readonly<Record<string, string>>;
  /** Further files, by path; they replace those that are made. */
  readonly files?: Readonly<Record<string, string>>;
}

/** A folder that is gone when the test is. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-test-'));
  folders.push(folder);
  return folder;
}

const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** Writes a lab into a folder of its own. */
export function makeLab({
  checks,
  setup = '',
  steps = ['only'],
  names = {},
  accounts = { main: '111122223333' },
  files = {},
}: LabParts): Lab {
  const folder = join(temporaryFolder(), 'made-lab');
  const entries = steps.map((step) => (step.startsWith('{') ? step : `{ id: ${step}, title: A step, points: 10 }`));
  const ids = entries.map((entry) => /id: ([a-z0-9-]+)/.exec(entry)?.[1] ?? '');
  const all: Record<string, string> = {
    'lab.yaml': `format: 1
id: ${basename(folder)}
title: A lab made for a test
summary: It asks for one thing.
level: first
minutes: 5
objectives: [To be tested]
services: [iam, sts, s3]
sources: [{ title: IAM User Guide, url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/introduction.html', checked: 2026-11-23 }]
accounts: ${JSON.stringify(accounts)}
names: ${JSON.stringify(names)}
steps:
${entries.map((entry) => `  - ${entry}`).join('\n')}
`,
    'on-real-aws.md': '- What differs: nothing.\n',
    'setup.ts': `import { setup } from 'seclab/check';\nexport default setup(async (lab) => {\n  const aws = lab.account();\n  void aws;\n${setup}\n});\n`,
    'checks.ts': `import { account, anonymous, bucket, check, everyOne, fresh, group, policy, recorded, role, root, service, state, user } from 'seclab/check';
void [account, anonymous, bucket, check, everyOne, fresh, group, policy, recorded, role, root, service, state, user];
${checks}
`,
    ...Object.fromEntries(ids.map((id) => [`steps/${id}.md`, STEP])),
    ...files,
  };
  for (const [file, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return openLab(folder);
}

const STEP = `---
hints: [Look here., Look there., Do this.]
quiz:
  question: Which one?
  options: [{ text: This one, right: true, why: It is. }, { text: That one, why: It is not. }]
afterwards: An attacker would have liked it.
---
# A step

The text names \`lab-photos\` of account 111122223333.
`;

export async function startSandbox(): Promise<Backend> {
  const { backend } = await startEmbedded({ stateFolder: join(temporaryFolder(), 'state') });
  return backend;
}

export interface StartedLab {
  readonly run: Run;
  readonly home: string;
  /** The root user of an account of the run. */
  readonly as: (account?: string) => Promise<AwsClients>;
  /** The user or role of a profile of the run. */
  readonly by: (keys: { accessKeyId: string; secretAccessKey: string }) => AwsClients;
}

/** Starts a run of a lab that is made of these parts. */
export async function startLab(backend: Backend, parts: LabParts): Promise<StartedLab> {
  const lab = makeLab(parts);
  const home = temporaryFolder();
  trustLab(home, lab);
  const run = await startRun(lab, { home, backend });
  const { endpoint, region } = backend;
  const by = (credentials: { accessKeyId: string; secretAccessKey: string }) => new AwsClients({ endpoint, region, credentials });
  return { run, home, by, as: async (account = 'main') => by(await backend.adminCredentials(run.accounts[account] ?? '')) };
}

export function policyText(...statements: readonly object[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ Effect: 'Allow', Resource: '*', ...statement })),
  });
}

export function trustText(principal: object | string, condition?: object): string {
  const statement = {
    Effect: 'Allow',
    Principal: principal,
    Action: 'sts:AssumeRole',
    ...(condition === undefined ? {} : { Condition: condition }),
  };
  return JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
}

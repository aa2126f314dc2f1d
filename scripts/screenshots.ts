import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import xterm from '@xterm/headless';
import { AwsClients } from '../src/aws/clients.ts';
import { openSandbox } from '../src/backend/sandbox.ts';
import { openLab, startRun } from '../src/lab/index.ts';
import { root } from './build.ts';
import { drawTerminal } from './draw-terminal.ts';

const pty: typeof import('@lydell/node-pty') = createRequire(import.meta.url)('@lydell/node-pty');
const COLUMNS = 108;
const ROWS = 30;

/** Makes the pictures of the README from the real program, by doing a part of a lab in it. Run it after a build. */
async function takeScreenshots(): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-pictures-'));
  const program = join(root, 'dist/main.js');
  const env = { ...process.env, SECLAB_HOME: home, TERM: 'xterm-256color', COLORTERM: 'truecolor', TZ: 'UTC' };
  execFileSync(process.execPath, [program, 'start', 'least-privilege-role'], { env, stdio: 'ignore' });
  const backend = await openSandbox(home);
  const terminal = new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
  const screen = pty.spawn(process.execPath, [program], { cols: COLUMNS, rows: ROWS, env });
  screen.onData((data) => terminal.write(data));
  const settle = (milliseconds = 1200) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const picture = (name: string) => writeFileSync(join(root, 'docs/pictures', `${name}.svg`), drawTerminal(terminal));
  try {
    const run = await startRun(openLab('least-privilege-role'), { home, backend });
    const credentials = await backend.adminCredentials(run.accounts['main'] ?? '');
    const aws = new AwsClients({ endpoint: backend.endpoint, region: backend.region, credentials });
    await settle(2500);
    screen.write('\u001B[B\r');
    await settle();
    await aws.call('iam', 'CreateRole', {
      RoleName: 'thumbnailer',
      AssumeRolePolicyDocument: trust(['lambda.amazonaws.com', 'ec2.amazonaws.com']),
    });
    await settle();
    picture('failed');
    await aws.call('iam', 'UpdateAssumeRolePolicy', { RoleName: 'thumbnailer', PolicyDocument: trust(['lambda.amazonaws.com']) });
    await settle();
    picture('passed');
    await denied(backend.endpoint, aws);
    await settle();
    screen.write('a');
    await settle();
    picture('activity');
    screen.write('\r');
    await settle();
    picture('decision');
  } finally {
    screen.kill('SIGKILL');
    await backend.close();
    execFileSync(process.execPath, [program, 'down'], { env, stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
}

/** A call of the user `dev` that is refused. */
async function denied(endpoint: string, root: AwsClients): Promise<void> {
  const { AccessKey: key } = await root.call('iam', 'CreateAccessKey', { UserName: 'dev' });
  if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) throw new Error('CreateAccessKey for dev gave no key.');
  const credentials = { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
  const dev = new AwsClients({ endpoint, region: 'eu-west-1', credentials });
  await dev.call('iam', 'CreateRole', { RoleName: 'dev-reports', AssumeRolePolicyDocument: trust(['lambda.amazonaws.com']) }).then(
    () => Promise.reject(new Error('Expected dev to be refused.')),
    () => undefined,
  );
}

function trust(services: readonly string[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: services }, Action: 'sts:AssumeRole' }],
  });
}

await takeScreenshots();
process.exit(0);

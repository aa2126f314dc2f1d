import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsClients } from '../src/aws/clients.ts';
import { openSandbox } from '../src/backend/sandbox.ts';
import { openLab, startRun } from '../src/lab/index.ts';
import { root } from '../scripts/build.ts';
import { type Figure, median, milliseconds } from './measure.ts';
import { openTerminal } from './terminal.ts';

const ROUNDS = 5;
/** Milliseconds that a learner has the step before their eyes, at the very least. */
const READING = 1500;
const TRUST =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}';

/** From the moment a learner's call is sent to the moment the screen says that the step has passed. */
export async function greenStep(): Promise<Figure> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await once());
  const took = median(times);
  const name = "from a learner's call to the green step";
  return { name, value: milliseconds(took), reference: '-', measured: took, unit: 'ms', target: 150, bound: 'most' };
}

async function once(): Promise<number> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-bench-'));
  const program = join(root, 'dist/main.js');
  const { SECLAB_LAB: _, ...environment } = process.env;
  const env = { ...environment, SECLAB_HOME: home };
  execFileSync(process.execPath, [program, 'start', 'least-privilege-role'], { env, stdio: 'ignore' });
  const backend = await openSandbox(home);
  try {
    const run = await startRun(openLab('least-privilege-role'), { home, backend });
    const main = run.accounts['main'] ?? '';
    const admin = new AwsClients({ endpoint: backend.endpoint, region: backend.region, credentials: await backend.adminCredentials(main) });
    await admin.call('iam', 'GetAccountSummary', {});
    const terminal = openTerminal([program], env);
    await terminal.shows('Who may wear it');
    await sleep(READING);
    const [before, start] = [terminal.written, performance.now()];
    const passed = terminal.shows('has passed', before).then(() => performance.now() - start);
    await admin.call('iam', 'CreateRole', { RoleName: 'thumbnailer', AssumeRolePolicyDocument: TRUST });
    const took = await passed;
    await terminal.end();
    return took;
  } finally {
    await backend.close();
    execFileSync(process.execPath, [program, 'down'], { env, stdio: 'ignore' });
    rmSync(home, { recursive: true, force: true });
  }
}

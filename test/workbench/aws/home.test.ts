import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { AWS_SERVICES } from '../../../src/aws/services.ts';
import { SERVICE_COMMANDS } from '../../../src/workbench/aws/commands.ts';
import { folder, KEYS } from './aws-command.ts';

const COMMAND = fileURLToPath(new URL('../../../src/workbench/aws/index.ts', import.meta.url));

/** Whoever opens a pipe that nobody writes to waits forever: a process that ends has not looked into `~/.aws`. */
test.skipIf(process.platform === 'win32')('no service’s client looks into ~/.aws', { timeout: 60_000 }, async () => {
  const home = folder();
  mkdirSync(`${home}/.aws`);
  execFileSync('mkfifo', [`${home}/.aws/config`, `${home}/.aws/credentials`]);
  const script = `
    import { runAws } from ${JSON.stringify(COMMAND)};
    const { env, stdin, stdout, stderr } = process;
    for (const command of ${JSON.stringify([...SERVICE_COMMANDS.keys()])}) {
      const { loadModel } = await import(${JSON.stringify(COMMAND.replace('index.ts', 'client.ts'))});
      const { connect } = await import(${JSON.stringify(COMMAND.replace('index.ts', 'run-operation.ts'))});
      const { readSettings } = await import(${JSON.stringify(COMMAND.replace('index.ts', 'settings.ts'))});
      const { takeGlobals } = await import(${JSON.stringify(COMMAND.replace('index.ts', 'globals.ts'))});
      const { SERVICE_COMMANDS } = await import(${JSON.stringify(COMMAND.replace('index.ts', 'commands.ts'))});
      await connect(await loadModel(SERVICE_COMMANDS.get(command)), await readSettings(takeGlobals([]).globals, { env, stdin, stdout, stderr, cwd: '/' }));
      console.log(command);
    }
    process.exitCode = await runAws(['iam', 'list-users'], { env, stdin, stdout, stderr, cwd: '/' });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { ...KEYS, HOME: home, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 50_000,
    killSignal: 'SIGKILL',
  });
  let printed = '';
  child.stdout.on('data', (chunk) => (printed += chunk));
  const exit = await new Promise((resolve) => child.once('close', resolve));
  expect(printed.trim().split('\n')).toHaveLength(Object.keys(AWS_SERVICES).length);
  expect(exit).toBe(255);
});

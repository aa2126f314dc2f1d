import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { KEYS, queryReply, service } from './aws-command.ts';

const COMMAND = fileURLToPath(new URL('../../../src/workbench/aws/index.ts', import.meta.url));

test('a reader that goes away (`aws ... | head -1`) is no error', async () => {
  const { endpoint } = await service(queryReply('GetUser', '<User><UserName>ana</UserName></User>'));
  const script = `
    import { runAws } from ${JSON.stringify(COMMAND)};
    const { env, stdin, stdout, stderr } = process;
    await new Promise((resolve) => stdin.once('end', resolve).resume());
    process.exitCode = await runAws(['iam', 'get-user'], { env, stdin, stdout, stderr, cwd: '/' });
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { env: { ...KEYS, AWS_ENDPOINT_URL: endpoint } });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  child.stdout.destroy();
  child.stdin.end();
  const exit = await new Promise((resolve) => child.once('close', resolve));
  expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
});

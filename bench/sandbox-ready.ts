import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, inTurn, ratio } from './measure.ts';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const bareServer = `
  const server = require('node:http').createServer((_, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('ready on ' + server.address().port));
`;

/** From the start of the process to its first answer: the sandbox, against a bare `node:http` server. */
export async function sandboxReady(): Promise<Figure> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-bench-'));
  try {
    const ours = () => untilReady([program, 'sandbox', '--port', '0'], { ...process.env, SECLAB_HOME: home });
    const bare = () => untilReady(['-e', bareServer], process.env);
    return ratio('sandbox ready, against a bare node:http server', await inTurn(ours, bare), 2.5);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** Milliseconds until the process has written the line with its port and answered a request there. */
function untilReady(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    child.once('error', reject);
    child.stdout.on('data', async (chunk: Buffer) => {
      const before = said;
      said += chunk.toString();
      const port = /(?:127\.0\.0\.1:|ready on )(\d+)/.exec(said)?.[1];
      if (port === undefined || /(?:127\.0\.0\.1:|ready on )\d+/.test(before)) return;
      await (await fetch(`http://127.0.0.1:${port}/_seclab/health`)).text();
      const took = performance.now() - start;
      child.once('exit', () => resolve(took));
      child.kill('SIGTERM');
    });
  });
}

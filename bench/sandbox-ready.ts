import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Sha256 } from '@smithy/core/checksum';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { startEmbedded } from '../src/backend/embedded.ts';
import type { AwsKeys } from '../src/backend/types.ts';
import { type Figure, inTurn, ratio } from './measure.ts';

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const bareServer = `
  const server = require('node:http').createServer((_, response) => response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log('ready on ' + server.address().port));
`;

/**
 * From the start of the process to its first answer: the sandbox's to a learner's first call, `sts get-caller-identity`, signed by a key of
 * an account that it has on disk, against any of a bare `node:http` server. The first round, which compiles the program, is not counted: it comes once in a version's life.
 */
export async function sandboxReady(): Promise<Figure> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-bench-'));
  try {
    const env = { ...process.env, SECLAB_HOME: home };
    const keys = await keysOfAnAccount(home);
    const ours = () => untilAnswer([program, 'sandbox', '--port', '0'], env, (port) => whoAmI(port, keys));
    const bare = () => untilAnswer(['-e', bareServer], process.env, (port) => fetch(`http://127.0.0.1:${port}/`));
    await ours();
    return ratio('sandbox ready, against a bare node:http server', await inTurn(ours, bare), 2.5);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function keysOfAnAccount(home: string): Promise<AwsKeys> {
  const { backend } = await startEmbedded({ stateFolder: join(home, 'sandbox', 'state') });
  try {
    return await backend.adminCredentials(await backend.createAccount());
  } finally {
    await backend.close();
  }
}

/** Signed by hand, so that no client of the bench is counted. */
async function whoAmI(port: string, credentials: AwsKeys): Promise<Response> {
  const body = 'Action=GetCallerIdentity&Version=2011-06-15';
  const signer = new SignatureV4({ service: 'sts', region: 'eu-west-1', credentials, sha256: Sha256 });
  const headers = { host: `127.0.0.1:${port}`, 'content-type': 'application/x-www-form-urlencoded' };
  const request = { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', port: Number(port), path: '/', headers, body };
  const signed = await signer.sign(new HttpRequest(request));
  return fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: signed.headers, body });
}

/** Milliseconds until the process has written the line with its port and answered with success there. */
async function untilAnswer(args: readonly string[], env: NodeJS.ProcessEnv, ask: (port: string) => Promise<Response>): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    const response = await ask(await portOf(child.stdout));
    const answer = await response.text();
    if (!response.ok) throw new Error(`Expected an answer of success, got ${response.status}: ${answer}`);
    return performance.now() - start;
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function portOf(output: Readable): Promise<string> {
  let said = '';
  for await (const chunk of output.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const port = /(?:127\.0\.0\.1:|ready on )(\d+)\n/.exec(said)?.[1];
    if (port !== undefined) return port;
  }
  throw new Error(`Expected a line with a port, got ${JSON.stringify(said)}`);
}

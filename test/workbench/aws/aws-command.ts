import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { runAws } from '../../../src/workbench/aws/index.ts';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Parameters of an awsQuery body. */
  readonly form: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Ran {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A service that answers as told and keeps what it was asked. */
export async function service(answer: Reply | readonly Reply[] | ((request: Seen) => Reply)): Promise<{ endpoint: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString('latin1');
    const one = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
    };
    seen.push(one);
    const replies = typeof answer === 'function' ? [answer(one)] : [answer].flat();
    const reply = replies[Math.min(seen.length, replies.length) - 1] ?? {};
    response.writeHead(reply.status ?? 200, reply.headers);
    response.end(request.method === 'HEAD' ? undefined : reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A folder for one test, with files in it. */
export function folder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const path = mkdtempSync(join(tmpdir(), 'seclab-aws-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

export function contentOf(...path: string[]): string {
  return readFileSync(join(...path), 'utf8');
}

export const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAQAAAAAAAAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' };

/** Runs the command as a shell would split it; an argument with spaces is given as an array's item. */
export async function aws(
  command: string | readonly string[],
  { env = {}, cwd = tmpdir(), stdin = '' }: { env?: Readonly<Record<string, string | undefined>>; cwd?: string; stdin?: string } = {},
): Promise<Ran> {
  const args = typeof command === 'string' ? command.split(' ').filter((word) => word !== '') : command;
  const [stdout, stderr] = [collector(), collector()];
  const exit = await runAws(args, {
    env: { ...KEYS, ...env },
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd,
  });
  return { exit, stdout: stdout.text(), stderr: stderr.text() };
}

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      chunks.push(Buffer.from(chunk));
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString('utf8') };
}

/** An answer of IAM or STS. */
export function queryReply(operation: string, result: string): Reply {
  return {
    headers: { 'content-type': 'text/xml' },
    body: `<${operation}Response><${operation}Result>${result}</${operation}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${operation}Response>`,
  };
}

export function queryError(code: string, message: string, status = 403): Reply {
  return {
    status,
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  };
}

export function s3Error(code: string, message: string, status: number): Reply {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>` };
}

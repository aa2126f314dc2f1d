import { createServer } from 'node:net';
import { SeclabError } from '../aws/seclab-error.ts';
import type { SandboxPorts } from './run-file.ts';

export const DEFAULT_PORT = 4599;
const ANY = 0;

/**
 * Chooses the ports of a sandbox: the one asked for, else those of its last start, else 4599 and 4600, else any.
 * Throws SeclabError `port.taken` where the one asked for is not free.
 */
export async function choosePorts(asked: number | undefined, last: SandboxPorts | undefined): Promise<SandboxPorts> {
  if (asked !== undefined && asked !== ANY && !(await isFree(asked))) {
    throw new SeclabError('port.taken', `Port ${asked} is taken by another program: give another one with --port, or leave it out.`, {
      exit: 3,
    });
  }
  const port = asked ?? (await firstFree([last?.port, DEFAULT_PORT]));
  const beside = port === ANY ? undefined : port + 1;
  return { port, plainPort: await firstFree(port === last?.port ? [last.plainPort, beside] : [beside]) };
}

async function firstFree(ports: readonly (number | undefined)[]): Promise<number> {
  for (const port of ports) {
    if (port !== undefined && (await isFree(port))) return port;
  }
  return ANY;
}

async function isFree(port: number): Promise<boolean> {
  if (port < 1 || port > 65_535) return false;
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    return true;
  } catch {
    return false;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

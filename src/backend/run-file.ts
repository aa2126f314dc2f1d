import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { writeWhole } from '../aws/write-file.ts';

const runSchema = z.object({
  pid: z.int().check(z.positive()),
  version: z.string(),
  endpoint: z.url(),
  plainEndpoint: z.url(),
  port: z.int(),
  plainPort: z.int(),
  token: z.string(),
  startedAt: z.string(),
});

/** What a running sandbox leaves for those who look for it. */
export type SandboxRun = z.infer<typeof runSchema>;

const portsSchema = z.object({ port: z.int(), plainPort: z.int() });

/** The ports of the last start: the next one takes them again, so that open terminals go on working. */
export type SandboxPorts = z.infer<typeof portsSchema>;

export function writeRun(folder: string, run: SandboxRun): void {
  writeWhole(join(folder, 'run.json'), `${JSON.stringify(run, null, 2)}\n`);
  // For a shell script, which reads no JSON.
  writeWhole(join(folder, 'pid'), `${run.pid}\n`);
  const { port, plainPort } = run;
  writeWhole(join(folder, 'ports.json'), `${JSON.stringify({ port, plainPort })}\n`);
}

/** Undefined where no sandbox left one, or where it cannot be understood: it is then as good as none. */
export function readRun(folder: string): SandboxRun | undefined {
  return read(join(folder, 'run.json'), runSchema);
}

export function readPorts(folder: string): SandboxPorts | undefined {
  return read(join(folder, 'ports.json'), portsSchema);
}

/** Takes the run file away if it is still that of process `pid`. */
export function removeRun(folder: string, pid: number): void {
  if (readRun(folder)?.pid === pid) rmSync(join(folder, 'run.json'), { force: true });
}

function read<Schema extends z.ZodMiniType>(path: string, schema: Schema): z.infer<Schema> | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return undefined;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureFolder } from '../aws/home.ts';
import { writeWhole } from '../aws/write-file.ts';

/** Where a run lies under the home folder. One lab has one run. */
export interface RunFolder {
  /** `progress.jsonl` */
  readonly progress: string;
  /** The learner's files. */
  readonly files: string;
  /** Copies of the learner's files from before each reset. */
  readonly kept: string;
  /** For the lock of the set-up. */
  readonly folder: string;
}

export function runFolder(home: string, lab: string): RunFolder {
  const folder = join(home, 'runs', lab);
  return { folder, progress: join(folder, 'progress.jsonl'), files: join(folder, 'files'), kept: join(folder, 'kept') };
}

/** The lab whose run was last started or opened; undefined where there is none. */
export function readCurrent(home: string): string | undefined {
  const path = join(home, 'current-run');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

export function writeCurrent(home: string, lab: string): void {
  writeWhole(join(home, 'current-run'), `${lab}\n`);
}

/**
 * Empties the folder of the learner's files; what was in it is copied first. The folder itself stays, since a shell may stand in it.
 */
export function clearFiles({ files, kept }: RunFolder, at: Date): void {
  ensureFolder(files);
  const names = readdirSync(files);
  if (names.length === 0) return;
  const copy = join(kept, at.toISOString().replaceAll(/[:.]/g, '-'));
  mkdirSync(copy, { recursive: true, mode: 0o700 });
  cpSync(files, copy, { recursive: true });
  for (const name of names) rmSync(join(files, name), { recursive: true, force: true });
}

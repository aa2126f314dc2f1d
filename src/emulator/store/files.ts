import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';

/** Told of every loss or repair, in a sentence that names the file. */
export type OnWarning = (sentence: string) => void;

/** Replaces a file whole: a kill at any instant leaves the old text or the new one. Throws what the file system throws. */
export function writeFileAtomically(path: string, body: string | Uint8Array): void {
  const temporary = `${path}.tmp-${process.pid}`;
  try {
    writeWhole(temporary, typeof body === 'string' ? Buffer.from(body) : body);
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Writes all bytes at the end of an open file; `writeSync` may take fewer than it is given. */
export function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
}

/** Undefined where the file is not there. */
export function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

/** Copies a damaged file to `NAME.damaged-DATE`, so that a person can still look into it, and says so. */
export function setAside(path: string, why: string, onWarning: OnWarning): void {
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-');
  let aside = `${path}.damaged-${date}`;
  for (let count = 2; existsSync(aside); count++) aside = `${path}.damaged-${date}-${count}`;
  copyFileSync(path, aside);
  onWarning(`${path} is damaged (${why}). It was set aside as ${aside}; what could be read of it is kept.`);
}

function writeWhole(path: string, bytes: Uint8Array): void {
  const descriptor = openSync(path, 'w', 0o600);
  try {
    writeAll(descriptor, bytes);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

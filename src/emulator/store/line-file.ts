import { closeSync, fstatSync, ftruncateSync, openSync, statSync } from 'node:fs';
import type * as z from 'zod/mini';

import { type OnWarning, readIfThere, setAside, writeAll, writeFileAtomically } from './files.ts';
import { StoreWriteError } from './store-write-error.ts';

/** A file of JSON lines that only grows. A line is on disk whole when `append` returns, or not at all when it throws. */
export class LineFile {
  readonly path: string;
  #descriptor: number | undefined;
  /** Bytes of whole lines; what the file holds beyond is the rest of a failed write. */
  #length = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Bytes of whole lines. */
  get length(): number {
    if (this.#descriptor !== undefined) return this.#length;
    return statSync(this.path, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Throws StoreWriteError. */
  append(line: object): void {
    try {
      const descriptor = this.#open();
      if (fstatSync(descriptor).size !== this.#length) ftruncateSync(descriptor, this.#length);
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      writeAll(descriptor, bytes);
      this.#length += bytes.length;
    } catch (error) {
      this.cutBack(this.#length);
      throw new StoreWriteError(this.path, error);
    }
  }

  /** Takes back what was appended beyond `length`. What the disk does not let go now is cut before the next line is written. */
  cutBack(length: number): void {
    this.#length = length;
    if (this.#descriptor === undefined) return;
    try {
      ftruncateSync(this.#descriptor, length);
    } catch {
      // A line cut short at the end is dropped by the next reader as well.
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #open(): number {
    if (this.#descriptor !== undefined) return this.#descriptor;
    const descriptor = openSync(this.path, 'a', 0o600);
    this.#length = fstatSync(descriptor).size;
    this.#descriptor = descriptor;
    return descriptor;
  }
}

/**
 * Reads and mends a file of JSON lines. A last line cut short is dropped; where a line in the middle is damaged the file is set
 * aside and written anew with the lines that can be read. Both are told through `onWarning`. A file that is not there is empty.
 */
export function readLines<T>(path: string, schema: z.ZodMiniType<T>, onWarning: OnWarning): T[] {
  const text = readIfThere(path)?.toString('utf8') ?? '';
  const lines = text.split('\n');
  const last = lines.pop() ?? '';
  const good: T[] = [];
  const goodText: string[] = [];
  const bad: number[] = [];
  for (const [index, line] of lines.entries()) {
    const value = parse(line, schema);
    if (value === undefined) bad.push(index + 1);
    else good.push(value);
    if (value !== undefined) goodText.push(`${line}\n`);
  }

  if (bad.length > 0) setAside(path, `line ${bad.join(', ')} of ${lines.length}`, onWarning);
  else if (last !== '') onWarning(`${path}: the last line was cut short by a sudden end and is left out; everything before it is there.`);
  if (bad.length > 0 || last !== '') writeFileAtomically(path, goodText.join(''));
  return good;
}

function parse<T>(line: string, schema: z.ZodMiniType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type OnWarning, readIfThere, setAside, writeFileAtomically } from './files.ts';
import { StoreWriteError } from './store-write-error.ts';
import type { Blobs } from './types.ts';

/** Bodies as files named by their SHA-256. */
export class BlobFolder implements Blobs {
  readonly #folder: string;
  readonly #onWarning: OnWarning;

  constructor(folder: string, onWarning: OnWarning) {
    this.#folder = folder;
    this.#onWarning = onWarning;
  }

  /** Throws StoreWriteError. */
  put(body: Uint8Array): { readonly sha256: string; readonly size: number } {
    const sha256 = digest(body);
    const path = join(this.#folder, sha256);
    try {
      mkdirSync(this.#folder, { recursive: true });
      if (!existsSync(path)) writeFileAtomically(path, body);
    } catch (error) {
      throw new StoreWriteError(path, error);
    }
    return { sha256, size: body.length };
  }

  /** Undefined where there is no such body, or it is damaged; a damaged one is set aside. */
  get(sha256: string): Uint8Array | undefined {
    const path = join(this.#folder, sha256);
    const body = readIfThere(path);
    if (body === undefined || digest(body) === sha256) return body;
    setAside(path, 'its content is not what was written', this.#onWarning);
    rmSync(path);
    return undefined;
  }

  /** Drops the bodies that nothing names any more. */
  sweep(named: ReadonlySet<string>): void {
    for (const name of readdirSync(this.#folder)) {
      if (/^[0-9a-f]{64}$/.test(name) && !named.has(name)) rmSync(join(this.#folder, name), { force: true });
    }
  }

  get isEmpty(): boolean {
    return !existsSync(this.#folder) || readdirSync(this.#folder).length === 0;
  }
}

function digest(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('hex');
}

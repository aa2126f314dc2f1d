import { rmSync } from 'node:fs';
import * as z from 'zod/mini';

import type { AccountFolder, Cause } from './account-folder.ts';
import { type OnWarning, readIfThere, setAside, writeFileAtomically } from './files.ts';
import { type Change, journalLine, type JournalLine } from './journal.ts';
import type { Undo } from './memory-collection.ts';
import { StoreWriteError } from './store-write-error.ts';

interface Running {
  /** How to take everything back, the latest last. */
  readonly undo: (() => void)[];
  readonly changes: { readonly account: AccountFolder; readonly change: Change }[];
}

const pendingFile = z.array(z.object({ account: z.string(), line: journalLine }));

/**
 * Makes transactions whole. One that touched several accounts is first written to `pending.json`: if the process is killed
 * between two journals, the next start finishes it.
 */
export class Transactions {
  readonly #pendingPath: string;
  #current: Running | undefined;

  constructor(pendingPath: string) {
    this.#pendingPath = pendingPath;
  }

  get running(): boolean {
    return this.#current !== undefined;
  }

  /** Throws what `body` throws, and StoreWriteError; either way nothing of it remains. A nested call that throws is undone alone. */
  run<T>(cause: Cause, body: () => T): T {
    if (this.#current !== undefined) return this.#undoneIfItThrows(this.#current, body);
    const transaction: Running = { undo: [], changes: [] };
    this.#current = transaction;
    try {
      return this.#undoneIfItThrows(transaction, () => {
        const result = body();
        if (result instanceof Promise)
          throw new TypeError(`Transaction "${cause.label}" must be synchronous, and its body returned a promise.`);
        commit(transaction, cause, this.#pendingPath);
        return result;
      });
    } finally {
      this.#current = undefined;
    }
  }

  note(account: AccountFolder, undo: Undo, value: object | null): void {
    const transaction = this.#current;
    const { collection, key, was } = undo;
    if (transaction === undefined) throw new Error(`${collection.name} of account ${account.id} was written outside a transaction.`);
    transaction.undo.push(() => collection.restore(undo));
    const change = { collection: collection.name, key, value };
    transaction.changes.push({ account, change: was === undefined ? change : { ...change, was: was.value } });
  }

  /** Notes how to take back something that is no value, if a transaction runs. */
  onUndo(undo: () => void): void {
    this.#current?.undo.push(undo);
  }

  /** Does work on the file system, naming the path where it fails. Throws StoreWriteError. */
  writing(path: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      throw new StoreWriteError(path, error);
    }
  }

  /** Finishes the transaction that a kill left between two accounts' journals. */
  finishPending(find: (account: string) => AccountFolder | undefined, onWarning: OnWarning): void {
    const text = readIfThere(this.#pendingPath)?.toString('utf8');
    if (text === undefined) return;
    const pending = readPending(text);
    if (pending === undefined) setAside(this.#pendingPath, 'it cannot be read', onWarning);
    for (const { account, line } of pending ?? []) find(account)?.catchUp(line);
    rmSync(this.#pendingPath);
  }

  #undoneIfItThrows<T>(transaction: Running, body: () => T): T {
    const [undoBefore, changesBefore] = [transaction.undo.length, transaction.changes.length];
    try {
      return body();
    } catch (error) {
      for (const undo of transaction.undo.splice(undoBefore).toReversed()) undo();
      transaction.changes.length = changesBefore;
      throw error;
    }
  }
}

function readPending(text: string): z.infer<typeof pendingFile> | undefined {
  try {
    return pendingFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function commit(transaction: Running, cause: Cause, pendingPath: string): void {
  const byAccount = Map.groupBy(transaction.changes, ({ account }) => account);
  const lines = [...byAccount].map(([account, noted]) => ({
    account,
    line: account.line(
      cause,
      noted.map(({ change }) => change),
    ),
  }));
  if (lines.length > 1) writePending(pendingPath, lines);
  const takeBack: (() => void)[] = [];
  try {
    for (const { account, line } of lines) takeBack.push(account.append(line));
  } catch (error) {
    for (const undo of takeBack.toReversed()) undo();
    throw error;
  } finally {
    if (lines.length > 1) rmSync(pendingPath, { force: true });
  }
  for (const { account } of lines) account.snapshotIfDue();
}

function writePending(path: string, lines: readonly { account: AccountFolder; line: JournalLine }[]): void {
  try {
    writeFileAtomically(path, JSON.stringify(lines.map(({ account, line }) => ({ account: account.id, line }))));
  } catch (error) {
    throw new StoreWriteError(path, error);
  }
}

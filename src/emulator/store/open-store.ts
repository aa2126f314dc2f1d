import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';

import { SeclabError } from '../../aws/seclab-error.ts';
import { AccountFolder, type AccountHost, type Cause } from './account-folder.ts';
import { type OnWarning, readIfThere, writeFileAtomically } from './files.ts';
import { lockFolder } from './lock.ts';
import { Transactions } from './transactions.ts';
import type { AccountStore, Store } from './types.ts';

const FORMAT = 1;
const ACCOUNT = /^\d{12}$/;
const DROPPED = '.dropped-';
const SNAPSHOT_AFTER_BYTES = 1_000_000;

export interface StoreOptions {
  /** Made where it is not there. One process at a time may have it open. */
  readonly folder: string;
  /** Real time; the accounts' lab clocks add their offsets. */
  readonly now?: () => Date;
  /** Told, in a sentence, of damaged files and how they were mended. Default: the process's warnings on stderr. */
  readonly onWarning?: OnWarning;
  /** An account's journal may grow to this many bytes before a snapshot of the account is written. */
  readonly snapshotAfterBytes?: number;
}

/**
 * Opens the store of a sandbox. Every transaction is on disk when it returns; a kill at any instant loses at most the one that runs.
 * Throws SeclabError: `store.locked`, `store.newerFormat`, `store.damaged`, `store.unwritable`.
 */
export function openStore(options: StoreOptions): Store {
  const { folder } = options;
  const unlock = prepare(folder);
  try {
    return new FolderStore(options, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

class FolderStore implements Store {
  readonly #folder: string;
  readonly #unlock: () => void;
  readonly #transactions: Transactions;
  readonly #host: AccountHost;
  readonly #accounts = new Map<string, AccountFolder>();
  #open = true;

  constructor(options: StoreOptions, unlock: () => void) {
    const { folder, now = () => new Date(), onWarning = (sentence) => process.emitWarning(sentence) } = options;
    this.#folder = join(folder, 'accounts');
    this.#unlock = unlock;
    this.#transactions = new Transactions(join(folder, 'pending.json'));
    this.#host = {
      now,
      onWarning,
      snapshotAfterBytes: options.snapshotAfterBytes ?? SNAPSHOT_AFTER_BYTES,
      note: (account, undo, value) => this.#transactions.note(account, undo, value),
      transaction: (cause, body) => this.transaction(cause, body),
    };
    for (const name of readdirSync(this.#folder)) {
      if (ACCOUNT.test(name)) this.#accounts.set(name, this.#accountFolder(name));
      else if (name.startsWith(DROPPED)) rmSync(join(this.#folder, name), { recursive: true, force: true });
    }
    this.#transactions.finishPending((id) => this.#accounts.get(id), onWarning);
  }

  account(id: string): AccountStore {
    const account = this.#accounts.get(id);
    if (account === undefined) throw new SeclabError('account.unknown', `There is no account ${id} in this sandbox.`);
    return account;
  }

  hasAccount(id: string): boolean {
    return this.#accounts.has(id);
  }

  accounts(): readonly string[] {
    return [...this.#accounts.keys()].toSorted();
  }

  createAccount(id: string): AccountStore {
    this.#checkOpen();
    if (!ACCOUNT.test(id)) throw new SeclabError('account.invalid', `Expected an account id of 12 digits, got "${id}".`);
    if (this.#accounts.has(id)) throw new SeclabError('account.exists', `Account ${id} is there already.`);
    this.#transactions.writing(join(this.#folder, id), () => mkdirSync(join(this.#folder, id), { mode: 0o700 }));
    const account = this.#accountFolder(id);
    this.#accounts.set(id, account);
    this.#transactions.onUndo(() => this.#remove(id));
    return account;
  }

  dropAccount(id: string): void {
    this.#checkOpen();
    this.account(id);
    if (this.#transactions.running) throw new Error(`Account ${id} cannot be dropped inside a transaction.`);
    this.#transactions.writing(join(this.#folder, id), () => this.#remove(id));
  }

  transaction<T>(cause: Cause, body: () => T): T {
    this.#checkOpen();
    return this.#transactions.run(cause, body);
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const account of this.#accounts.values()) account.close();
    this.#unlock();
  }

  #accountFolder(id: string): AccountFolder {
    return new AccountFolder(id, join(this.#folder, id), this.#host);
  }

  // Renamed first, so that a kill while the files go leaves no half of an account.
  #remove(id: string): void {
    const dropped = join(this.#folder, `${DROPPED}${id}-${process.hrtime.bigint()}`);
    this.#accounts.get(id)?.abandon();
    renameSync(join(this.#folder, id), dropped);
    this.#accounts.delete(id);
    rmSync(dropped, { recursive: true, force: true });
  }

  #checkOpen(): void {
    if (!this.#open) throw new Error('The store is closed.');
  }
}

function prepare(folder: string): () => void {
  try {
    mkdirSync(join(folder, 'accounts'), { recursive: true, mode: 0o700 });
    const unlock = lockFolder(folder);
    try {
      checkFormat(join(folder, 'format.json'));
    } catch (error) {
      unlock();
      throw error;
    }
    return unlock;
  } catch (error) {
    if (error instanceof SeclabError) throw error;
    throw new SeclabError('store.unwritable', `Could not write to ${folder}: ${error instanceof Error ? error.message : String(error)}`, {
      exit: 3,
      cause: error,
    });
  }
}

function checkFormat(path: string): void {
  const text = readIfThere(path)?.toString('utf8');
  if (text === undefined) {
    writeFileAtomically(path, `${JSON.stringify({ format: FORMAT })}\n`);
    return;
  }
  const format = readFormat(path, text);
  if (format > FORMAT) {
    const sentence = `${path} says format ${format}, and this seclab reads up to format ${FORMAT}: use the newer seclab that wrote it.`;
    throw new SeclabError('store.newerFormat', sentence, { exit: 3 });
  }
}

function readFormat(path: string, text: string): number {
  try {
    return z.object({ format: z.int().check(z.positive()) }).parse(JSON.parse(text)).format;
  } catch (cause) {
    throw new SeclabError('store.damaged', `Expected {"format":${FORMAT}} in ${path}, got ${JSON.stringify(text)}.`, { exit: 3, cause });
  }
}

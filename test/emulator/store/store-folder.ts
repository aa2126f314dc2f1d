import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

import { openStore, type Store, type StoreOptions } from '../../../src/emulator/store/index.ts';

export const MAIN = '111111111111';
export const VENDOR = '222222222222';
export const CAUSE = { eventId: 'event-1', label: 'iam:CreateUser' };

export interface User {
  readonly name: string;
  readonly tags?: readonly string[];
}

/** A folder that goes with the test. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store that is closed with the test, and what it warned of. */
export function open(folder: string, options: Partial<StoreOptions> = {}): { store: Store; warnings: string[] } {
  const warnings: string[] = [];
  const store = openStore({ folder, onWarning: (sentence) => warnings.push(sentence), ...options });
  onTestFinished(() => store.close());
  return { store, warnings };
}

export function users(store: Store, account = MAIN) {
  return store.account(account).collection<User>('iam/users');
}

export function addUser(store: Store, name: string, account = MAIN): void {
  store.transaction(CAUSE, () => users(store, account).set(name, { name }));
}

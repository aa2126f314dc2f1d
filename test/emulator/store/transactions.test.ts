import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { StoreWriteError } from '../../../src/emulator/store/index.ts';
import { addUser, CAUSE, MAIN, newFolder, open, users, VENDOR } from './store-folder.ts';

describe('a transaction', () => {
  it('is one line of the journal, with what was before', () => {
    const folder = newFolder();
    const { store } = open(folder, { now: () => new Date('2026-11-23T10:00:00Z') });
    store.createAccount(MAIN);
    addUser(store, 'ana');
    store.transaction({ eventId: 'event-2', label: 'iam:UpdateUser' }, () => {
      users(store).set('ana', { name: 'anna' });
      users(store).delete('ana');
      users(store).delete('nobody');
    });
    expect(lines(folder, MAIN).at(-1)).toEqual({
      seq: 2,
      time: '2026-11-23T10:00:00.000Z',
      eventId: 'event-2',
      label: 'iam:UpdateUser',
      changes: [
        { collection: 'iam/users', key: 'ana', value: { name: 'anna' }, was: { name: 'ana' } },
        { collection: 'iam/users', key: 'ana', value: null, was: { name: 'anna' } },
      ],
    });
  });

  it('writes nothing where it changed nothing', () => {
    const folder = newFolder();
    const { store } = open(folder);
    store.createAccount(MAIN);
    addUser(store, 'ana');
    expect(store.transaction(CAUSE, () => users(store).get('ana'))).toEqual({ name: 'ana' });
    expect(lines(folder, MAIN)).toHaveLength(1);
  });

  it('is undone whole, over two accounts, when its body throws', () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    for (const name of ['ana', 'bo', 'cy']) addUser(store, name);
    const body = () => {
      users(store, MAIN).delete('bo');
      users(store, MAIN).set('ana', { name: 'changed' });
      users(store, MAIN).set('bo', { name: 'later' });
      users(store, VENDOR).set('vera', { name: 'vera' });
      store.createAccount('333333333333');
      throw new Error('no');
    };
    expect(() => store.transaction(CAUSE, body)).toThrow('no');
    expect([...users(store).entries()]).toEqual(['ana', 'bo', 'cy'].map((name) => [name, { name }]));
    expect(users(store, VENDOR).size).toBe(0);
    expect(store.accounts()).toEqual([MAIN, VENDOR]);
    store.close();
    expect([...users(open(folder).store).keys()]).toEqual(['ana', 'bo', 'cy']);
  });

  it('joins the one around it, and one that throws is undone alone', () => {
    const folder = newFolder();
    const { store } = open(folder);
    store.createAccount(MAIN);
    store.transaction(CAUSE, () => {
      addUser(store, 'ana');
      const inner = () => {
        addUser(store, 'bo');
        throw new Error('inner');
      };
      expect(() => store.transaction(CAUSE, inner)).toThrow('inner');
      addUser(store, 'cy');
    });
    expect([...users(store).keys()]).toEqual(['ana', 'cy']);
    expect(lines(folder, MAIN)).toHaveLength(1);
  });

  it('is asked for by every write, and must be synchronous', () => {
    const { store } = open(newFolder());
    store.createAccount(MAIN);
    expect(() => users(store).set('ana', { name: 'ana' })).toThrow(/outside a transaction/);
    expect(users(store).size).toBe(0);
    const late = async () => users(store).set('ana', { name: 'ana' });
    expect(() => store.transaction(CAUSE, late)).toThrow(/must be synchronous/);
    expect(users(store).size).toBe(0);
  });

  it('is undone in memory when the disk refuses it, in every account that it touched', () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    addUser(store, 'ana', MAIN);
    const blocked = join(folder, 'accounts', VENDOR, 'journal.jsonl');
    expect(users(store, VENDOR).size).toBe(0);
    mkdirSync(blocked);

    const both = () => {
      users(store, MAIN).set('bo', { name: 'bo' });
      users(store, VENDOR).set('vera', { name: 'vera' });
    };
    expect(() => store.transaction(CAUSE, both)).toThrow(StoreWriteError);
    expect([users(store, MAIN).has('bo'), users(store, VENDOR).has('vera')]).toEqual([false, false]);
    expect(lines(folder, MAIN)).toHaveLength(1);

    rmSync(blocked, { recursive: true });
    store.transaction(CAUSE, both);
    store.close();
    const { store: reopened } = open(folder);
    expect([users(reopened, MAIN).has('bo'), users(reopened, VENDOR).has('vera')]).toEqual([true, true]);
  });

  it('over two accounts is finished at the next start when the process ended between the two journals', () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    addUser(store, 'ana', MAIN);
    store.close();
    const line = (seq: number, name: string) => ({
      seq,
      time: '2026-11-23T10:00:00.000Z',
      ...CAUSE,
      changes: [{ collection: 'iam/users', key: name, value: { name } }],
    });
    const pending = [
      { account: MAIN, line: line(2, 'bo') },
      { account: VENDOR, line: line(1, 'vera') },
    ];
    writeFileSync(join(folder, 'pending.json'), JSON.stringify(pending));
    writeFileSync(join(folder, 'accounts', MAIN, 'journal.jsonl'), `${JSON.stringify(line(2, 'bo'))}\n`);

    const { store: reopened } = open(folder);
    expect([...users(reopened, MAIN).keys()]).toEqual(['ana', 'bo']);
    expect([...users(reopened, VENDOR).keys()]).toEqual(['vera']);
    expect(lines(folder, MAIN)).toHaveLength(1);
  });
});

function lines(folder: string, account: string): unknown[] {
  const text = readFileSync(join(folder, 'accounts', account, 'journal.jsonl'), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}

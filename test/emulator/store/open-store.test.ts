import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import { openStore } from '../../../src/emulator/store/index.ts';
import { addUser, CAUSE, MAIN, newFolder, open, users, VENDOR } from './store-folder.ts';

describe('a store', () => {
  it('has after a restart what it had before', () => {
    const folder = newFolder();
    const { store } = open(folder);
    store.createAccount(MAIN);
    for (const name of ['ana', 'bo', 'cy']) addUser(store, name);
    store.transaction(CAUSE, () => users(store).delete('bo'));
    store.transaction(CAUSE, () => users(store).set('bo', { name: 'bo', tags: ['again'] }));
    const before = [...users(store).entries()];
    store.close();

    const { store: reopened, warnings } = open(folder);
    expect([...users(reopened).entries()]).toEqual(before);
    expect([...users(reopened).keys()]).toEqual(['ana', 'cy', 'bo']);
    expect(warnings).toEqual([]);
  });

  it('keeps accounts apart and drops one whole', () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    addUser(store, 'ana', MAIN);
    addUser(store, 'vera', VENDOR);
    expect([...users(store, MAIN).keys()]).toEqual(['ana']);

    store.dropAccount(VENDOR);
    expect(store.accounts()).toEqual([MAIN]);
    store.close();
    const { store: reopened } = open(folder);
    expect(reopened.accounts()).toEqual([MAIN]);
    expect(reopened.createAccount(VENDOR).collection('iam/users').size).toBe(0);
  });

  it('refuses account ids that are not 12 digits, unknown accounts and accounts made twice', () => {
    const { store } = open(newFolder());
    store.createAccount(MAIN);
    for (const id of ['', '1', '1111111111111', '../../escape', 'abcdefghijkl']) expect(() => store.createAccount(id)).toThrow(/12 digits/);
    expect(() => store.account(VENDOR)).toThrow(`There is no account ${VENDOR}`);
    expect(() => store.createAccount(MAIN)).toThrow(/there already/);
  });

  it("gives values that nobody can change in place, and keeps none of the giver's", () => {
    const { store } = open(newFolder());
    store.createAccount(MAIN);
    const given = { name: 'ana', tags: ['one'] };
    store.transaction(CAUSE, () => users(store).set('ana', given));
    given.tags.push('two');
    expect(users(store).get('ana')).toEqual({ name: 'ana', tags: ['one'] });
    expect(() => Object.assign(users(store).get('ana') ?? {}, { name: 'eve' })).toThrow(TypeError);
  });

  it('moves the lab clock of one account and remembers it', () => {
    const folder = newFolder();
    const now = () => new Date('2026-11-23T10:00:00Z');
    const { store } = open(folder, { now });
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    store.account(MAIN).clock.setOffset(-86_400_000);
    store.close();
    const { store: reopened } = open(folder, { now });
    expect(reopened.account(MAIN).clock.now().toISOString()).toBe('2026-11-22T10:00:00.000Z');
    expect(reopened.account(VENDOR).clock.now().toISOString()).toBe('2026-11-23T10:00:00.000Z');
  });

  it('is open once at a time', () => {
    const folder = newFolder();
    const { store } = open(folder);
    expect(() => openStore({ folder })).toThrow(/in use by another seclab process/);
    store.close();
    expect(() => open(folder)).not.toThrow();
  });

  it('takes over a lock whose process is gone, and one whose pid is now another process', () => {
    const folder = newFolder();
    for (const holder of ['4194300 1 gone\n', `${process.ppid} 1 another-boot\n`, `${process.pid} 1 another-boot\n`, '']) {
      writeFileSync(join(folder, 'lock'), holder);
      expect(() => open(folder).store.close()).not.toThrow();
    }
  });

  it('refuses a folder that a newer seclab wrote, and says so', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'format.json'), '{"format":2}');
    expect(() => openStore({ folder })).toThrow(/says format 2, and this seclab reads up to format 1/);
    writeFileSync(join(folder, 'format.json'), 'nonsense');
    expect(() => openStore({ folder })).toThrow(/Expected \{"format":1\}/);
    expect(readFileSync(join(folder, 'format.json'), 'utf8')).toBe('nonsense');
  });

  it('begins its journal anew when it grows, with the generation before it kept', () => {
    const folder = newFolder();
    const { store } = open(folder, { snapshotAfterBytes: 2_000 });
    store.createAccount(MAIN);
    const names = Array.from({ length: 200 }, (_, index) => `user-${index}`);
    for (const name of names) addUser(store, name);
    store.close();
    const journal = readFileSync(join(folder, 'accounts', MAIN, 'journal.old.jsonl'), 'utf8');
    expect(journal.trim().split('\n').length).toBeLessThan(200);
    expect([...users(open(folder).store).keys()]).toEqual(names);
  });

  it('keeps bodies by their content', () => {
    const folder = newFolder();
    const { store, warnings } = open(folder);
    const { blobs } = store.createAccount(MAIN);
    const body = Buffer.from('a photo');
    const { sha256, size } = blobs.put(body);
    expect(size).toBe(7);
    expect(blobs.put(body).sha256).toBe(sha256);
    expect(Buffer.from(blobs.get(sha256) ?? []).toString()).toBe('a photo');
    expect(blobs.get('0'.repeat(64))).toBeUndefined();

    writeFileSync(join(folder, 'accounts', MAIN, 'blobs', sha256), 'a forgery');
    expect(blobs.get(sha256)).toBeUndefined();
    expect(warnings.join()).toMatch(/blobs.*is damaged.*set aside/);
  });

  it('drops bodies that nothing names, once undo cannot come back to them', () => {
    const folder = newFolder();
    const bodies = () => readdirSync(join(folder, 'accounts', MAIN, 'blobs'));
    const { store } = open(folder);
    const { blobs } = store.createAccount(MAIN);
    const [kept, deleted] = ['kept', 'deleted'].map((body) => blobs.put(Buffer.from(body)).sha256);
    const objects = (of: typeof store) => of.account(MAIN).collection<object>('s3/objects/photos');
    store.transaction(CAUSE, () => objects(store).set('kept', { sha256: kept }));
    store.transaction(CAUSE, () => objects(store).set('deleted', { sha256: deleted }));
    store.transaction(CAUSE, () => objects(store).delete('deleted'));
    blobs.put(Buffer.from('never named'));
    store.close();
    expect(bodies().toSorted()).toEqual([kept, deleted].toSorted());
    for (const name of ['ana', 'bo']) {
      const { store: again } = open(folder);
      addUser(again, name);
      again.close();
    }
    expect(bodies()).toEqual([kept]);
  });

  it('opens 10,000 resources from a journal that was never rolled up', () => {
    const folder = newFolder();
    const account = join(folder, 'accounts', MAIN);
    mkdirSync(account, { recursive: true });
    const line = (seq: number) =>
      JSON.stringify({
        seq,
        time: '2026-11-23T10:00:00.000Z',
        ...CAUSE,
        changes: [{ collection: 'iam/users', key: `u${seq}`, value: { name: `u${seq}` } }],
      });
    writeFileSync(join(account, 'journal.jsonl'), Array.from({ length: 10_000 }, (_, index) => `${line(index + 1)}\n`).join(''));
    expect(users(open(folder).store).size).toBe(10_000);
  });
});

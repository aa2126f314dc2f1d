import { spawn } from 'node:child_process';
import { appendFileSync, chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

import type { ApiEvent } from '../../../src/iam/event.ts';
import { addUser, CAUSE, MAIN, newFolder, open, users, VENDOR } from './store-folder.ts';

const WRITER = fileURLToPath(new URL('writer.ts', import.meta.url));

describe('a store whose process was killed', () => {
  it('has every transaction that was answered, whole', async () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    store.close();

    for (let round = 0; round < 3; round++) {
      const answered = await killUnderLoad(folder);
      const { store: reopened, warnings } = open(folder);
      const [main, vendor] = [users(reopened, MAIN), users(reopened, VENDOR)];
      expect(main.size).toBeGreaterThanOrEqual(answered);
      expect([...vendor.keys()]).toEqual([...main.keys()]);
      expect([...main.values()].every(({ name }) => vendor.get(name)?.name === name)).toBe(true);
      expect(warnings.filter((sentence) => sentence.includes('damaged'))).toEqual([]);
      reopened.close();
    }
  });
});

describe('a damaged store', () => {
  it.each(['{"seq":3,"time":"2026', '{', '\u0000\u0000\u0000'])('leaves out a last line cut short (%j) and says so', (rest) => {
    const { folder, journal } = threeUsers();
    appendFileSync(journal, rest);
    const { store, warnings } = open(folder);
    expect([...users(store).keys()]).toEqual(['ana', 'bo', 'cy']);
    expect(warnings).toEqual([expect.stringMatching(/journal\.jsonl: the last line was cut short/)]);
    addUser(store, 'dan');
    store.close();
    expect([...users(open(folder).store).keys()]).toEqual(['ana', 'bo', 'cy', 'dan']);
  });

  it('sets a journal aside that is damaged in the middle, and keeps the lines that can be read', () => {
    const { folder, journal } = threeUsers();
    const damaged = readFileSync(journal, 'utf8').replace('"seq":2', '"seq":#');
    writeFileSync(journal, damaged);
    const { store, warnings } = open(folder);
    expect([...users(store).keys()]).toEqual(['ana', 'cy']);
    expect(warnings).toEqual([expect.stringMatching(/journal\.jsonl is damaged \(line 2 of 3\).*set aside as .*damaged-/)]);
    const aside = readdirSync(dirname(journal)).find((name) => name.includes('.damaged-')) ?? '';
    expect(readFileSync(join(dirname(journal), aside), 'utf8')).toBe(damaged);
    store.close();
    expect(open(folder).warnings).toEqual([]);
  });

  it('makes a damaged snapshot again from the generation before it', () => {
    const folder = newFolder();
    const { store } = open(folder);
    store.createAccount(MAIN);
    addUser(store, 'ana');
    store.close();
    for (const name of ['bo', 'cy']) {
      const { store: again } = open(folder);
      addUser(again, name);
      again.close();
    }
    const snapshot = join(folder, 'accounts', MAIN, 'snapshot.json');
    writeFileSync(snapshot, readFileSync(snapshot, 'utf8').slice(0, -20));
    const { store: reopened, warnings } = open(folder);
    expect([...users(reopened).keys()]).toEqual(['ana', 'bo', 'cy']);
    expect(warnings).toEqual([expect.stringMatching(/snapshot\.json is damaged/)]);
  });

  it('sets a half-done transaction aside that cannot be read', () => {
    const { folder } = threeUsers();
    writeFileSync(join(folder, 'pending.json'), '[{"account":');
    const { store, warnings } = open(folder);
    expect([...users(store).keys()]).toEqual(['ana', 'bo', 'cy']);
    expect(warnings).toEqual([expect.stringMatching(/pending\.json is damaged/)]);
    expect(readdirSync(folder).filter((name) => name.startsWith('pending.json'))).toEqual([expect.stringContaining('.damaged-')]);
  });

  it('leaves out an event cut short and goes on with the next number', () => {
    const folder = newFolder();
    const { store } = open(folder);
    const { events } = store.createAccount(MAIN);
    events.append(event(1));
    events.append(event(2));
    expect(() => events.append(event(2))).toThrow(/seq above 2, got 2/);
    store.close();
    appendFileSync(join(folder, 'accounts', MAIN, 'events.jsonl'), '{"id":"x","seq":3');
    const { store: reopened } = open(folder);
    const log = reopened.account(MAIN).events;
    expect(log.lastSeq).toBe(2);
    log.append(event(3));
    expect(log.since(1).map(({ seq }) => seq)).toEqual([2, 3]);
  });
});

describe('a store on a full disk', () => {
  it('has what was answered, and nothing of what was refused', async () => {
    const folder = newFolder();
    const { store } = open(folder);
    for (const id of [MAIN, VENDOR]) store.createAccount(id);
    store.close();
    // No file may grow beyond 16 KB: the last write that fits is cut short, as on a full disk.
    const shell = `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`;
    const env = { ...process.env, SNAPSHOT_AFTER_BYTES: '1000000' };
    const child = spawn('bash', ['-c', shell, process.execPath, WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'], env });
    const code = new Promise((resolve) => child.on('exit', resolve));
    let output = '';
    for await (const chunk of child.stdout) output += String(chunk);
    expect(await code).toBe(0);
    const answered = output.trim().split('\n').length;
    expect(answered).toBeGreaterThan(20);

    const { store: reopened, warnings } = open(folder);
    expect([users(reopened, MAIN).size, users(reopened, VENDOR).size]).toEqual([answered, answered]);
    expect(warnings).toEqual([]);
  });
});

describe('a folder that cannot be written', () => {
  it('is refused with its path', async () => {
    const folder = newFolder();
    open(folder).store.close();
    chmodSync(folder, 0o555);
    const { code, stderr } = await runWriter(folder);
    chmodSync(folder, 0o755);
    expect(code).not.toBe(0);
    expect(stderr).toContain(`Could not write to ${folder}`);
  });
});

function threeUsers(): { folder: string; journal: string } {
  const folder = newFolder();
  const { store } = open(folder);
  store.createAccount(MAIN);
  for (const name of ['ana', 'bo', 'cy']) addUser(store, name);
  const journal = join(folder, 'accounts', MAIN, 'journal.jsonl');
  const text = readFileSync(journal);
  store.close();
  // As a kill leaves it: the journal, and no snapshot yet.
  for (const name of ['snapshot.json', 'journal.old.jsonl']) writeFileSync(join(dirname(journal), name), '');
  writeFileSync(join(dirname(journal), 'snapshot.json'), '{"format":1,"seq":0,"collections":[]}');
  writeFileSync(journal, text);
  return { folder, journal };
}

/** Runs a process that writes without pause, kills it once it has answered a few dozen writes; returns how many it answered. */
async function killUnderLoad(folder: string): Promise<number> {
  const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let answered = 0;
  let first = 0;
  let killed = false;
  for await (const chunk of child.stdout) {
    answered = Number(String(chunk).trim().split('\n').at(-1));
    first ||= answered;
    if (answered < first + 50 || killed) continue;
    killed = true;
    child.kill('SIGKILL');
  }
  await ended;
  expect(killed).toBe(true);
  return answered;
}

function runWriter(folder: string): Promise<{ code: number | null; stderr: string }> {
  // The superuser may write anywhere, so the writer runs as nobody where the tests run as root.
  const identity = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const child = spawn(process.execPath, [WRITER, folder], { stdio: ['ignore', 'ignore', 'pipe'], ...identity });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stderr })));
}

function event(seq: number): ApiEvent {
  return {
    id: `event-${seq}`,
    seq,
    time: '2026-11-23T10:00:00.000Z',
    account: MAIN,
    principal: `arn:aws:iam::${MAIN}:user/ana`,
    service: 'iam',
    operation: 'ListUsers',
    region: 'us-east-1',
    readOnly: true,
    parameters: {},
    access: [],
    outcome: 'allowed',
    status: 200,
    source: { ip: '127.0.0.1', userAgent: CAUSE.label },
    checker: false,
  };
}

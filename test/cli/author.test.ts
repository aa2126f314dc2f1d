import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { publicSchema } from './schema.ts';
import { makeSeclab } from './seclab.ts';

const seclab = makeSeclab();

/** A copy of the first lab, in which its author may be wrong. */
function copyOfHello(change: (folder: string) => void): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'seclab-labs-')), 'hello-copy');
  cpSync(fileURLToPath(new URL('../../labs/hello', import.meta.url)), folder, { recursive: true });
  edit(join(folder, 'lab.yaml'), (text) => text.replace('id: hello', 'id: hello-copy'));
  change(folder);
  return folder;
}

/** Takes away the solutions and mistakes that a test does not need. */
function keepOnly(...names: readonly string[]) {
  return (folder: string) => {
    for (const pages of ['solutions', 'mistakes'].map((name) => join(folder, name))) {
      for (const page of readdirSync(pages)) if (!names.includes(page.replace('.md', ''))) rmSync(join(pages, page));
    }
  };
}

function edit(file: string, change: (text: string) => string): void {
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

describe('seclab prove', () => {
  test('proves a lab and prints JSON for programs', async () => {
    const folder = copyOfHello(keepOnly('inline-policy', 'whole-bucket'));
    const { exitCode, stdout } = await seclab.run(`prove ${folder} --no-mutants --json`);
    expect(publicSchema('prove').parse(JSON.parse(stdout))).toMatchObject({
      lab: 'hello-copy',
      backend: 'embedded',
      ok: true,
      solutions: [{ name: 'inline-policy', ok: true }],
      mistakes: [{ name: 'whole-bucket', expect: 'failed', result: 'failed', ok: true }],
    });
    expect(exitCode).toBe(0);
  }, 120_000);

  test('says what is not proven: a solution that does not solve', async () => {
    const folder = copyOfHello((folder) => {
      keepOnly('inline-policy')(folder);
      edit(join(folder, 'solutions', 'inline-policy.md'), (text) => text.replace('"s3:GetObject"', '"s3:*"'));
    });
    const { exitCode, stdout } = await seclab.run(`prove ${folder} --no-mutants`);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^✗ not proven {2}hello-copy on embedded: 1 solution, 0 mistakes/);
    expect(stdout).toMatch(/^ {2}solution inline-policy, one-door: /m);
  }, 120_000);

  test('an unknown lab is bad usage', async () => {
    expect(await seclab.run('prove helo')).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Did you mean `hello`?') });
  });
});

describe('seclab lint', () => {
  test('finds nothing in a lab that is in order', async () => {
    expect(await seclab.run('lint hello')).toMatchObject({ exitCode: 0, stdout: '', stderr: '0 faults in 1 lab.' });
  });

  test('says file, line and mend of a fault', async () => {
    const folder = copyOfHello((folder) => edit(join(folder, 'lab.yaml'), (text) => text.replace('minutes: 5', 'minutes: five')));
    const { exitCode, stdout } = await seclab.run(`lint ${folder}`);
    expect(exitCode).toBe(2);
    expect(stdout).toMatch(/hello-copy\/lab\.yaml:\d+: .*minutes.* Mend: /);
  });
});

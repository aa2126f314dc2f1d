import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const labs = readdirSync(join(root, 'labs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

interface Proof {
  readonly ok: boolean;
  readonly solutions: readonly unknown[];
  readonly mistakes: readonly unknown[];
}

/** What `seclab prove LAB --json` of the built program says. */
function prove(
  lab: string,
  ...options: readonly string[]
): Promise<{ readonly code: number; readonly proof: Proof; readonly said: string }> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-prove-test-'));
  const args = [join(root, 'dist/main.js'), 'prove', lab, '--json', ...options];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env: { ...process.env, SECLAB_HOME: home }, maxBuffer: 64e6 }, (error, stdout, stderr) => {
      rmSync(home, { recursive: true, force: true });
      const code = error === null ? 0 : Number(error.code);
      try {
        resolve({ code, proof: JSON.parse(stdout), said: stderr });
      } catch {
        reject(new Error(`seclab prove ${lab} ended with ${code}: ${stdout}\n${stderr}`));
      }
    });
  });
}

describe('every lab is proven with the built-in aws', () => {
  it.each(labs)('%s', { timeout: 900_000 }, async (lab) => {
    const { code, proof, said } = await prove(lab, '--aws', 'builtin');
    expect(said).not.toContain('not proven');
    expect({ code, ok: proof.ok }).toEqual({ code: 0, ok: true });
    expect(proof.solutions.length).toBeGreaterThanOrEqual(3);
    expect(proof.mistakes.length).toBeGreaterThanOrEqual(lab === 'hello' ? 5 : 8);
  });
});

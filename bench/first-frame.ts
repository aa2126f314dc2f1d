import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundling, root } from '../scripts/build.ts';
import { type Figure, inTurn, ratio } from './measure.ts';
import { openTerminal } from './terminal.ts';

/** From the start of the process to the first frame on the terminal, against a bare Ink program bundled in the same way. */
export async function firstFrame(): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'seclab-bench-'));
  try {
    await build({ ...bundling, entryPoints: { bare: 'bench/bare-ink.tsx' }, outdir: folder, outExtension: { '.js': '.mjs' } });
    const env = { ...process.env, SECLAB_HOME: join(folder, 'home') };
    const until = (args: readonly string[], text: string) => async () => {
      const terminal = openTerminal(args, env);
      const took = await terminal.shows(text);
      await terminal.end();
      return took;
    };
    const ours = until([join(root, 'dist/main.js')], 'seclab');
    const bare = until([join(folder, 'bare.mjs')], 'bare frame');
    return ratio('first frame, against a bare Ink program', await inTurn(ours, bare), 1.3);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

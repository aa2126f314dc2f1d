import { build, type Metafile } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundling } from '../../scripts/build.ts';

describe('the bundled program', () => {
  let outputs: Metafile['outputs'];

  beforeAll(async () => {
    const { metafile } = await build({ ...bundling, entryPoints: ['src/main.ts'], outdir: 'dist', write: false, metafile: true });
    outputs = metafile.outputs;
  });

  it('carries no other languages of zod, which come in where it is imported by name', () => {
    const files = Object.values(outputs).flatMap(sourcesOf);
    const languages = files.filter((file) => file.includes('zod/v4/locales/'));
    expect(languages.map((file) => file.split('/').at(-1))).toEqual(['en.js']);
  });

  it.each([
    ['the screen', 'src/tui/index.ts', /@aws-sdk|src\/emulator|src\/author|zod/],
    ['the sandbox', 'src/backend/embedded.ts', /@aws-sdk|src\/tui|src\/lab|ink/],
    ['a command', 'src/cli/index.ts', /@aws-sdk|src\/emulator|src\/iam\/(?!closest)|zod|ink/],
  ])('loads no more for %s than it needs at once', (_, entry, unwanted) => {
    const loaded = loadedAtOnce(entry);
    expect(loaded.length).toBeGreaterThan(1);
    expect(loaded.filter((file) => unwanted.test(file))).toEqual([]);
  });

  /** The sources that are read before the first line of an entry runs. */
  function loadedAtOnce(entry: string): string[] {
    const first = Object.keys(outputs).find((path) => outputs[path]?.entryPoint === entry);
    const found = new Set<string>();
    const follow = (path: string | undefined) => {
      if (path === undefined || found.has(path)) return;
      found.add(path);
      for (const { path: next, kind } of outputs[path]?.imports ?? []) if (kind === 'import-statement') follow(next);
    };
    follow(first);
    return [...found].flatMap((path) => sourcesOf(outputs[path]));
  }
});

function sourcesOf(output: Metafile['outputs'][string] | undefined): string[] {
  return Object.entries(output?.inputs ?? {}).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []));
}

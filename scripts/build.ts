import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Plugin } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const ONE_DAY = 24 * 60 * 60 * 1000;

/** Builds seclab into `folder`: the program, what labs import, and the labs themselves. Nothing of it needs `node_modules`. */
export async function buildInto(folder: string): Promise<void> {
  const labs = await filesBelow(join(root, 'labs'));
  const isCode = (file: string) => file.endsWith('.ts');
  const entryPoints = Object.fromEntries(
    ['src/main.ts', 'src/check/index.ts', ...labs.filter(isCode)]
      .filter((file) => existsSync(join(root, file)))
      .map((file) => [outputName(file), file]),
  );

  const { outputFiles } = await build({
    ...bundling,
    entryPoints,
    outdir: folder,
    write: false,
    chunkNames: 'chunk-[hash]',
    plugins: [oneCheckModule, ...bundling.plugins],
  });

  const written = new Set<string>();
  for (const file of outputFiles) written.add(await place(file.path, (path) => writeFile(path, file.contents)));
  for (const file of labs.filter((file) => !isCode(file))) {
    written.add(await place(join(folder, file), (path) => copyFile(join(root, file), path)));
  }
  await removeOthers(folder, written);
  await chmod(join(folder, 'main.js'), 0o755);
}

/** `import { check } from 'seclab/check'` in a lab is the same module as the program's own: one class, one state. */
const oneCheckModule: Plugin = {
  name: 'seclab/check',
  setup: ({ onResolve }) => onResolve({ filter: /^seclab\/check$/ }, () => ({ path: join(root, 'src/check/index.ts') })),
};

/** Ink asks for the debugger of React only in development; left outside, it would be missed at the start. */
const noReactDevtools: Plugin = {
  name: 'no-react-devtools',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^react-devtools-core$/ }, ({ path }) => ({ path, namespace: 'empty' }));
    onLoad({ filter: /.*/, namespace: 'empty' }, () => ({ contents: 'export default {};' }));
  },
};

/** Imported as a module, `process` makes every stream that it has, the standard input too; the global one is the same object. */
const globalProcess: Plugin = {
  name: 'global-process',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(node:)?process$/ }, () => ({ path: 'process', namespace: 'global' }));
    onLoad({ filter: /.*/, namespace: 'global' }, () => ({ contents: 'module.exports = globalThis.process;' }));
  },
};

/** A large table is read faster as text than as a program that makes it. */
const jsonAsText: Plugin = {
  name: 'json-as-text',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.json$/ }, async ({ path }) => {
      if (!path.startsWith(join(root, 'src'))) return undefined;
      const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});` };
    }),
};

/** How every program of this repository is bundled. */
export const bundling = {
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  mainFields: ['module', 'main'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  // Prebuilt and for each system its own: the program does without where it is not installed.
  external: ['@lydell/node-pty'],
  define: { 'process.env.NODE_ENV': '"production"' },
  // Packages that are CommonJS ask for Node's own modules by `require`.
  banner: { js: `import { createRequire as requireFrom } from 'node:module';\nconst require = requireFrom(import.meta.url);` },
  plugins: [noReactDevtools, globalProcess, jsonAsText],
} satisfies BuildOptions;

function outputName(source: string): string {
  if (source === 'src/check/index.ts') return 'check';
  return source.replace(/^src\//, '').replace(/\.ts$/, '');
}

/** A file is whole or not there, also for a sandbox that runs from the folder meanwhile. */
async function place(path: string, write: (path: string) => Promise<void>): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  await write(fresh);
  await rename(fresh, path);
  return path;
}

/** Chunks of earlier builds stay for a day, since a running sandbox may still load them; other leftovers go at once. */
async function removeOthers(folder: string, written: ReadonlySet<string>): Promise<void> {
  for (const file of await filesBelow(folder)) {
    const path = join(root, file);
    if (written.has(path) || /\.\d+$/.test(path)) continue;
    const isChunk = /chunk-\w+\.js$/.test(path);
    if (!isChunk || Date.now() - (await stat(path)).mtimeMs > ONE_DAY) await rm(path, { force: true });
  }
}

/** Paths of all files below a folder, relative to the project; none where the folder is not there. */
async function filesBelow(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

if (import.meta.main) await buildInto(join(root, 'dist'));

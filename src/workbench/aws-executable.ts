import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import * as z from 'zod';
import { SeclabError } from '../aws/seclab-error.ts';
import { writeWhole } from '../aws/write-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** An AWS CLI that is installed on this machine. */
export interface InstalledAws {
  readonly path: string;
  /** `2.31.4` */
  readonly version: string;
}

const LOOKUP_TIMEOUT = 20_000;
const cacheSchema = z.object({ path: z.string(), changed: z.number(), size: z.number(), version: z.string().nullable() });

/**
 * The AWS CLI that a workbench runs: by `SECLAB_AWS` the built-in one (undefined) or an installed one, else an installed one
 * where there is any. Throws SeclabError `aws.notInstalled`, `aws.choice`.
 */
export async function chooseAws(home: string, env: Environment = process.env): Promise<InstalledAws | undefined> {
  const choice = env['SECLAB_AWS'] ?? '';
  if (choice === 'builtin') return undefined;
  if (choice !== '' && choice !== 'installed') {
    throw new SeclabError('aws.choice', `Expected SECLAB_AWS to be "builtin" or "installed", got "${choice}".`);
  }
  const found = await findInstalledAws(home, env);
  if (found === undefined && choice === 'installed') {
    throw new SeclabError('aws.notInstalled', 'SECLAB_AWS is "installed", but there is no AWS CLI that runs in the PATH.', { exit: 3 });
  }
  return found;
}

/** Looks for an `aws` in the path that is not seclab's own and says its version; undefined where there is none. */
export async function findInstalledAws(home: string, env: Environment = process.env): Promise<InstalledAws | undefined> {
  const path = executables(env).find((file) => !file.startsWith(home));
  if (path === undefined) return undefined;
  const { mtimeMs: changed, size } = statSync(path);
  const cache = join(home, 'workbench', 'aws-cli.json');
  const known = readCache(cache);
  const isKnown = known !== undefined && known.path === path && known.changed === changed && known.size === size;
  const version = isKnown ? known.version : await askVersion(path, env);
  if (!isKnown) writeWhole(cache, JSON.stringify({ path, changed, size, version }));
  return version === null ? undefined : { path, version };
}

function executables(env: Environment): string[] {
  const path = Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const names = process.platform === 'win32' ? ['aws.exe', 'aws.cmd'] : ['aws'];
  const files = path.split(delimiter).flatMap((folder) => (folder === '' ? [] : names.map((name) => join(folder, name))));
  return files.filter(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** The version; null where the program does not run or is no AWS CLI. It is asked without any settings of the user's. */
async function askVersion(path: string, env: Environment): Promise<string | null> {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !/^AWS_/i.test(name)));
  const nowhere = process.platform === 'win32' ? 'NUL' : '/dev/null';
  const result = await execa(path, ['--version'], {
    env: { ...kept, AWS_CONFIG_FILE: nowhere, AWS_SHARED_CREDENTIALS_FILE: nowhere },
    extendEnv: false,
    reject: false,
    all: true,
    timeout: LOOKUP_TIMEOUT,
    stdin: 'ignore',
  });
  // Version 1 on old Pythons writes it to stderr.
  return /aws-cli\/(\d+\.\d+\.\d+)/.exec(result.all ?? '')?.[1] ?? null;
}

function readCache(path: string): z.infer<typeof cacheSchema> | undefined {
  try {
    return cacheSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return undefined; // Not there, or of another version: it is looked up again.
  }
}

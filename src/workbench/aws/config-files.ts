import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failure } from './errors.ts';
import type { Io } from './io.ts';

/** Settings of a profile by name; a nested block (`s3 =` and indented lines) is under `s3.name`. */
export type Profile = ReadonlyMap<string, string>;

export interface ConfigFiles {
  readonly config: ReadonlyMap<string, Profile>;
  readonly credentials: ReadonlyMap<string, Profile>;
  /** Sections `[services NAME]`, which a profile names with `services = NAME`. */
  readonly services: ReadonlyMap<string, Profile>;
}

/** The file that a variable names; undefined where it names none: `~/.aws` is never looked at. */
export function configPath({ env, cwd }: Pick<Io, 'env' | 'cwd'>, which: 'config' | 'credentials'): string | undefined {
  const path = env[which === 'config' ? 'AWS_CONFIG_FILE' : 'AWS_SHARED_CREDENTIALS_FILE'];
  return path === undefined || path === '' ? undefined : resolve(cwd, expandHome(path, env));
}

/**
 * Reads the files that `AWS_CONFIG_FILE` and `AWS_SHARED_CREDENTIALS_FILE` name; a file that is not there counts as empty.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export async function readConfigFiles(io: Pick<Io, 'env' | 'cwd'>): Promise<ConfigFiles> {
  const [config, credentials] = await Promise.all([sections(configPath(io, 'config')), sections(configPath(io, 'credentials'))]);
  return { config: named(config, 'profile'), credentials, services: named(config, 'services') };
}

/** `~` and `~/...` are the home folder of the environment. */
export function expandHome(path: string, env: Io['env']): string {
  const home = env['HOME'] ?? env['USERPROFILE'];
  return home !== undefined && /^~(?=$|[\\/])/.test(path) ? home + path.slice(1) : path;
}

async function sections(path: string | undefined): Promise<Map<string, Map<string, string>>> {
  if (path === undefined) return new Map();
  try {
    return parseSections(await readFile(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Map();
    throw error;
  }
}

function parseSections(text: string, path: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  let section: Map<string, string> | undefined;
  let block = '';
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const header = /^\s*\[([^\]]*)\]/.exec(line);
    if (header) {
      const name = (header[1] ?? '').trim();
      section = found.get(name) ?? new Map();
      found.set(name, section);
      block = '';
      continue;
    }
    const setting = /^(\s*)([^=]+?)\s*=\s*(.*?)\s*$/.exec(line);
    if (setting === null || section === undefined) throw failure(`Unable to parse config file: ${path}`);
    const [, indent = '', name = '', value = ''] = setting;
    if (indent === '') block = value === '' ? `${name}.` : '';
    section.set((indent === '' ? '' : block) + name, value);
  }
  return found;
}

/** The sections `[KIND NAME]` by name; `[default]` is a profile as well. */
function named(found: ReadonlyMap<string, Profile>, kind: 'profile' | 'services'): Map<string, Profile> {
  const sections = new Map<string, Profile>();
  for (const [title, settings] of found) {
    const [, word, , quoted] = /^(\w+)\s+(["']?)(.*)\2$/.exec(title) ?? [];
    const name = kind === 'profile' && title === 'default' ? title : word === kind ? quoted : undefined;
    if (name !== undefined) sections.set(name, settings);
  }
  return sections;
}

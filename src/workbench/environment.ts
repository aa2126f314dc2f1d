import { delimiter, join } from 'node:path';
import { writeWhole } from '../aws/write-file.ts';
import { writeShims } from './aws-shim.ts';
import { withLocalHosts } from './guard.ts';
import { configFile, credentialsFile, type ProfileKeys, type Profiles, type RoleProfile } from './profiles.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface WorkbenchOptions {
  readonly home: string;
  /** The workbench's own folder: AWS files and `bin/` are written there. */
  readonly folder: string;
  readonly endpoint: string;
  readonly plainEndpoint: string;
  readonly region: string;
  /** By name; `default` is who the shell is. */
  readonly profiles: Profiles & { readonly default: ProfileKeys | RoleProfile };
  /** Names of the lab, by the variable that carries them: `PHOTOS` → `lab-photos-7f3a`. */
  readonly names?: Readonly<Record<string, string>>;
  /** The AWS CLI that `aws` runs; absent: the built-in one. */
  readonly installedAws?: string;
  /** Default: the environment of this process. */
  readonly inherited?: Environment;
}

export interface Workbench {
  /** All variables of a process that works in the lab, and only those. */
  readonly env: Readonly<Record<string, string>>;
  /** Those of them that the workbench set. */
  readonly own: Readonly<Record<string, string>>;
  readonly folder: string;
  /** First in the path: `aws` and `seclab`. */
  readonly bin: string;
}

/**
 * Writes a lab's own AWS files and commands, and gives the environment that uses them. The user's own AWS settings are
 * neither read nor kept. Throws SeclabError `home.unwritable`.
 */
export function prepareWorkbench(options: WorkbenchOptions): Workbench {
  const { home, folder, endpoint, plainEndpoint, region, profiles, names = {}, installedAws, inherited = process.env } = options;
  const files = { configFile: join(folder, 'aws', 'config'), credentialsFile: join(folder, 'aws', 'credentials') };
  const bin = join(folder, 'bin');
  writeWhole(files.configFile, configFile(profiles, { region, endpoint }));
  writeWhole(files.credentialsFile, credentialsFile(profiles));
  writeShims(bin, { home, endpoint, ...files, ...(installedAws === undefined ? {} : { installed: installedAws }) });

  const kept = withoutAws(inherited);
  const pathName = Object.keys(kept).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const proxyless = withLocalHosts(kept['NO_PROXY'] ?? kept['no_proxy']);
  const own = {
    AWS_CONFIG_FILE: files.configFile,
    AWS_SHARED_CREDENTIALS_FILE: files.credentialsFile,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
    NO_PROXY: proxyless,
    no_proxy: proxyless,
    SECLAB_HOME: home,
    SECLAB_AWS: installedAws === undefined ? 'builtin' : 'installed',
    SECLAB_PLAIN_ENDPOINT: plainEndpoint,
    SECLAB_WORKBENCH: folder,
    [pathName]: [bin, ...pathWithout(home, kept[pathName] ?? '')].join(delimiter),
    ...names,
  };
  return { env: { ...kept, ...own }, own, folder, bin };
}

/** A profile, a key, a role or an endpoint of the user's own would otherwise win over the lab's files; so would another lab's shell. */
function withoutAws(env: Environment): Record<string, string> {
  const kept = Object.entries(env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(AWS_|SECLAB_LAB$)/i.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** A shell inside a lab's shell has one `bin` of seclab, its own. */
function pathWithout(home: string, path: string): string[] {
  return path.split(delimiter).filter((folder) => !folder.startsWith(home) && folder !== '');
}

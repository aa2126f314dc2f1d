import type { ConfigFiles, Profile } from './config-files.ts';
import { readConfigFiles } from './config-files.ts';
import { badConfiguration, failure } from './errors.ts';
import type { Globals } from './globals.ts';
import type { Io } from './io.ts';
import { isLocal } from '../loopback.ts';

/** What applies to one command: its options before the environment before the profile. */
export interface Settings {
  readonly io: Io;
  readonly globals: Globals;
  readonly files: ConfigFiles;
  readonly profileName: string;
  /** Of the config file, with the credentials file's on top. */
  readonly profile: Profile;
  readonly region: string | undefined;
}

/** Reads the configuration of this command. Throws where the profile asked for is in neither file. */
export async function readSettings(globals: Globals, io: Io): Promise<Settings> {
  const files = await readConfigFiles(io);
  const asked = globals.profile ?? set(io.env['AWS_PROFILE']) ?? set(io.env['AWS_DEFAULT_PROFILE']);
  const profileName = asked ?? 'default';
  if (asked !== undefined && asked !== 'default' && !files.config.has(asked) && !files.credentials.has(asked)) {
    throw failure(`The config profile (${asked}) could not be found`);
  }
  const profile = profileOf(files, profileName);
  const region = globals.region ?? set(io.env['AWS_REGION']) ?? set(io.env['AWS_DEFAULT_REGION']) ?? profile.get('region');
  return { io, globals, files, profileName, profile, region };
}

const WORLDWIDE: ReadonlySet<string> = new Set(['iam', 'organizations']);

export function profileOf(files: ConfigFiles, name: string): Profile {
  return new Map([...(files.config.get(name) ?? []), ...(files.credentials.get(name) ?? [])]);
}

/** The region that a service's requests are signed for; some services have one for the whole world. */
export function regionFor({ region }: Settings, signingName: string): string {
  if (WORLDWIDE.has(signingName)) return 'us-east-1';
  if (region === undefined && signingName === 's3') return 'us-east-1';
  if (region === undefined) {
    throw badConfiguration('You must specify a region. You can also configure your region by running "aws configure".');
  }
  return region;
}

/**
 * Where a service's requests go: `--endpoint-url`, then `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, then the profile's.
 * `sdkId` is the service's id, such as `Cognito Identity Provider`. Throws where there is none, or where it is not on this
 * machine: this command never talks to the real AWS.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export function endpointOf(settings: Settings, sdkId: string): URL {
  const { globals, io, profile, files } = settings;
  const id = sdkId.replaceAll(' ', '_');
  const services = profile.get('services');
  const ofService = services === undefined ? undefined : files.services.get(services)?.get(`${id.toLowerCase()}.endpoint_url`);
  const address =
    globals.endpointUrl ??
    set(io.env[`AWS_ENDPOINT_URL_${id.toUpperCase()}`]) ??
    set(io.env['AWS_ENDPOINT_URL']) ??
    ofService ??
    profile.get('endpoint_url');
  if (address === undefined) {
    throw badConfiguration('This aws talks to a sandbox only, and no endpoint is set: give --endpoint-url or set AWS_ENDPOINT_URL.');
  }
  if (!URL.canParse(address)) throw badConfiguration(`Invalid endpoint: ${address}`);
  if (!isLocal(address)) throw badConfiguration(`This aws talks to a sandbox on this machine only, and the endpoint is ${address}.`);
  return new URL(address);
}

function set(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

import { createInterface } from 'node:readline/promises';
import { AWS_SERVICES } from '../../aws/services.ts';
import type { Profile } from './config-files.ts';
import { badConfiguration, failure } from './errors.ts';
import { write } from './io.ts';
import { endpointOf, profileOf, regionFor, type Settings } from './settings.ts';

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where keys came from, in the words of `aws configure list`. */
export type CredentialsSource = 'env' | 'shared-credentials-file' | 'config-file' | 'assume-role';

/**
 * Who asks: the environment's keys (unless `--profile` names somebody), else the profile's keys, or the role that it
 * wears. Throws where nobody is named, and for ways of signing in that leave this machine.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-quickstart.html#cli-configure-quickstart-precedence
 */
export async function findCredentials(settings: Settings): Promise<{ credentials: Credentials; source: CredentialsSource }> {
  const fromEnvironment = settings.globals.profile === undefined ? environmentKeys(settings.io.env) : undefined;
  if (fromEnvironment) return { credentials: fromEnvironment, source: 'env' };
  const found = await profileCredentials(settings, settings.profileName, []);
  if (found === undefined) {
    throw badConfiguration('Unable to locate credentials. You can configure credentials by running "aws configure".');
  }
  return found;
}

function environmentKeys(env: Settings['io']['env']): Credentials | undefined {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  if (!accessKeyId) return undefined;
  if (!secretAccessKey) throw failure('Partial credentials found in env, missing: AWS_SECRET_ACCESS_KEY');
  const sessionToken = env['AWS_SESSION_TOKEN'] || env['AWS_SECURITY_TOKEN'];
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

async function profileCredentials(settings: Settings, name: string, wearers: readonly string[]) {
  const profile = profileOf(settings.files, name);
  const refused = ['credential_process', 'sso_session', 'sso_start_url', 'login_session', 'web_identity_token_file'].find((key) =>
    profile.has(key),
  );
  if (refused !== undefined) {
    throw badConfiguration(
      `Profile ${name} signs in with ${refused}, which the built-in aws does not do: give the profile keys or a role.`,
    );
  }
  // A profile that is its own source has keys besides its role.
  const isOwnSource = wearers.at(-1) === name;
  if (profile.has('role_arn') && !isOwnSource) {
    return { credentials: await assumeRole(settings, name, profile, wearers), source: 'assume-role' as const };
  }
  const inCredentials = keysOf(settings.files.credentials.get(name), settings.io.env, 'AWS_SHARED_CREDENTIALS_FILE');
  if (inCredentials) return { credentials: inCredentials, source: 'shared-credentials-file' as const };
  const inConfig = keysOf(settings.files.config.get(name), settings.io.env, 'AWS_CONFIG_FILE');
  return inConfig && { credentials: inConfig, source: 'config-file' as const };
}

function keysOf(profile: Profile | undefined, env: Settings['io']['env'], file: string): Credentials | undefined {
  const accessKeyId = profile?.get('aws_access_key_id');
  if (!accessKeyId) return undefined;
  const secretAccessKey = profile?.get('aws_secret_access_key');
  if (!secretAccessKey) throw failure(`Partial credentials found in ${env[file]}, missing: aws_secret_access_key`);
  const sessionToken = profile?.get('aws_session_token');
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

async function assumeRole(settings: Settings, name: string, profile: Profile, wearers: readonly string[]): Promise<Credentials> {
  const source = await sourceCredentials(settings, name, profile, wearers);
  const { loadClient } = await import('./client.ts');
  const client = await loadClient(AWS_SERVICES.sts, {
    endpoint: endpointOf(settings, AWS_SERVICES.sts.sdkId),
    region: regionFor(settings, AWS_SERVICES.sts.signingName),
    credentials: source,
    settings,
  });
  const duration = profile.get('duration_seconds');
  const serial = profile.get('mfa_serial');
  const { output } = await client.call('AssumeRole', {
    RoleArn: profile.get('role_arn'),
    RoleSessionName: profile.get('role_session_name') ?? `aws-cli-session-${Math.floor(Date.now() / 1000)}`,
    ExternalId: profile.get('external_id'),
    DurationSeconds: duration === undefined ? undefined : Number(duration),
    ...(serial === undefined ? {} : { SerialNumber: serial, TokenCode: await askForCode(settings, serial) }),
  });
  const { AccessKeyId, SecretAccessKey, SessionToken } = Object(output['Credentials']);
  return { accessKeyId: String(AccessKeyId), secretAccessKey: String(SecretAccessKey), sessionToken: String(SessionToken) };
}

async function sourceCredentials(settings: Settings, name: string, profile: Profile, wearers: readonly string[]): Promise<Credentials> {
  const from = profile.get('source_profile');
  if (from === undefined) return fromCredentialSource(settings, name, profile.get('credential_source'));
  if (from !== name && wearers.includes(from)) {
    throw failure(
      `Infinite loop in credential configuration detected. Attempting to load from profile ${from} which has already been visited. Visited profiles: ${JSON.stringify([...wearers, name])}`,
    );
  }
  if (!settings.files.config.has(from) && !settings.files.credentials.has(from)) {
    throw failure(`The source profile "${from}" referenced in the profile "${name}" does not exist.`);
  }
  const found = await profileCredentials(settings, from, [...wearers, name]);
  if (found === undefined) throw failure(`The source profile "${from}" must have credentials.`);
  return found.credentials;
}

function fromCredentialSource(settings: Settings, name: string, source: string | undefined): Credentials {
  const keys = source === 'Environment' ? environmentKeys(settings.io.env) : undefined;
  if (keys) return keys;
  throw badConfiguration(
    `Profile ${name} has a role and ${source === undefined ? 'neither source_profile nor credential_source' : `credential_source ${source}, which gives no keys here`}.`,
  );
}

async function askForCode({ io }: Settings, serial: string): Promise<string> {
  await write(io.stderr, `Enter MFA code for ${serial}: `);
  const lines = createInterface({ input: io.stdin });
  try {
    for await (const line of lines) return line.trim();
  } finally {
    lines.close();
  }
  throw failure(`No MFA code was given for ${serial}.`);
}

/** Keys of a profile; `sessionToken` only for temporary ones. */
export interface ProfileKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A profile that assumes a role anew for each call, with the keys of another profile. */
export interface RoleProfile {
  /** ARN. */
  readonly role: string;
  readonly source: string;
  readonly sessionName: string;
  readonly externalId?: string;
}

export type Profiles = Readonly<Record<string, ProfileKeys | RoleProfile>>;

/**
 * The text of an AWS credentials file: the profiles that have keys.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export function credentialsFile(profiles: Profiles): string {
  const withKeys = Object.entries(profiles).flatMap(([name, profile]) => ('role' in profile ? [] : [[name, keyLines(profile)] as const]));
  return sections(withKeys);
}

/**
 * The text of an AWS config file: every profile has the sandbox's region and endpoint, some a role.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-role.html
 */
export function configFile(profiles: Profiles, place: { readonly region: string; readonly endpoint: string }): string {
  // Version 1 of the AWS CLI would presign by Signature Version 2, which the sandbox, as new Regions, does not take.
  const common = { region: place.region, endpoint_url: place.endpoint, output: 'json', s3: { signature_version: 's3v4' } };
  return sections(
    Object.entries(profiles).map(([name, profile]) => [
      name === 'default' ? name : `profile ${name}`,
      'role' in profile ? { ...common, ...roleLines(profile) } : common,
    ]),
  );
}

/** A setting, or a nested block of settings. */
type Lines = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

function keyLines({ accessKeyId, secretAccessKey, sessionToken }: ProfileKeys): Lines {
  const keys = { aws_access_key_id: accessKeyId, aws_secret_access_key: secretAccessKey };
  return sessionToken === undefined ? keys : { ...keys, aws_session_token: sessionToken };
}

function roleLines({ role, source, sessionName, externalId }: RoleProfile): Lines {
  const lines = { role_arn: role, source_profile: source, role_session_name: sessionName };
  return externalId === undefined ? lines : { ...lines, external_id: externalId };
}

function sections(entries: readonly (readonly [string, Lines])[]): string {
  return entries
    .map(([title, lines]) => [`[${title}]`, ...Object.entries(lines).flatMap(([key, value]) => settingLines(key, value)), ''].join('\n'))
    .join('\n');
}

function settingLines(key: string, value: Lines[string]): string[] {
  if (typeof value === 'string') return [`${key} = ${value}`];
  return [`${key} =`, ...Object.entries(value ?? {}).map(([name, text]) => `  ${name} = ${text}`)];
}

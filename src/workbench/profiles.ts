/** Keys of a profile; `sessionToken` only for temporary ones. */
export interface ProfileKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/**
 * The text of an AWS credentials file.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
 */
export function credentialsFile(profiles: Readonly<Record<string, ProfileKeys>>): string {
  return sections(
    profiles,
    (name) => name,
    ({ accessKeyId, secretAccessKey, sessionToken }) => ({
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
      ...(sessionToken === undefined ? {} : { aws_session_token: sessionToken }),
    }),
  );
}

/** The text of an AWS config file: every profile has the sandbox's region and endpoint. */
export function configFile(
  profiles: Readonly<Record<string, ProfileKeys>>,
  place: { readonly region: string; readonly endpoint: string },
): string {
  return sections(
    profiles,
    (name) => (name === 'default' ? name : `profile ${name}`),
    () => ({
      region: place.region,
      endpoint_url: place.endpoint,
      output: 'json',
    }),
  );
}

function sections<Value>(
  values: Readonly<Record<string, Value>>,
  title: (name: string) => string,
  lines: (value: Value) => Readonly<Record<string, string>>,
): string {
  return Object.entries(values)
    .map(([name, value]) => [`[${title(name)}]`, ...Object.entries(lines(value)).map(([key, text]) => `${key} = ${text}`), ''].join('\n'))
    .join('\n');
}

import { existsSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aws, contentOf, folder } from './aws-command.ts';

const CONFIG = `# mine
[default]
region = eu-west-1

[profile p]
aws_access_key_id = AKIAPPPPPPPPPPPPPPPP
aws_secret_access_key = ssssssssssssssss
s3 =
    max = 5
`;

function home() {
  const path = folder({ config: CONFIG });
  const env = {
    AWS_CONFIG_FILE: `${path}/config`,
    AWS_SHARED_CREDENTIALS_FILE: `${path}/credentials`,
    AWS_ACCESS_KEY_ID: undefined,
    AWS_REGION: undefined,
  };
  return { path, env };
}

test.each([
  ['get region', 'eu-west-1\n', 0],
  ['get nope', '', 1],
  ['get s3.max --profile p', '5\n', 0],
  ['get profile.p.aws_access_key_id', 'AKIAPPPPPPPPPPPPPPPP\n', 0],
  ['list-profiles', 'default\np\n', 0],
])('`aws configure %s`', async (command, stdout, exit) => {
  expect(await aws(`configure ${command}`, { env: home().env })).toEqual({ exit, stdout, stderr: '' });
});

test('`aws configure list` shows who and where from, with the keys covered', async () => {
  const { env } = home();
  expect((await aws('configure list --profile p', { env })).stdout).toBe(`      Name                    Value             Type    Location
      ----                    -----             ----    --------
   profile                        p           manual    --profile
access_key     ****************PPPP      config-file    
secret_key     ****************ssss      config-file    
    region                <not set>             None    None
`);
  expect((await aws('configure list', { env })).stdout).toContain(
    `    region                eu-west-1      config-file    ${env.AWS_CONFIG_FILE}\n`,
  );
});

test('`aws configure set` changes one line, and puts keys into the credentials file', async () => {
  const { path, env } = home();
  await aws('configure set region us-west-2', { env });
  await aws('configure set s3.max 7 --profile p', { env });
  await aws('configure set profile.q.output text', { env });
  await aws('configure set aws_access_key_id AKIANEW --profile q', { env });
  expect(contentOf(path, 'config')).toBe(
    `${CONFIG.replace('eu-west-1', 'us-west-2').replace('max = 5', 'max = 7')}[profile q]\noutput = text\n`,
  );
  expect(contentOf(path, 'credentials')).toBe('[q]\naws_access_key_id = AKIANEW\n');
  expect(process.platform === 'win32' || (statSync(`${path}/credentials`).mode & 0o777) === 0o600).toBe(true);
});

test('without a file named there is nowhere to write, and ~/.aws stays as it is', async () => {
  const path = folder();
  const ran = await aws('configure set region x', { env: { HOME: path } });
  expect(ran).toMatchObject({
    exit: 253,
    stderr: '\naws: [ERROR]: There is no file to write region to: AWS_CONFIG_FILE is not set, and ~/.aws is left alone.\n',
  });
  expect(existsSync(`${path}/.aws`)).toBe(false);
});

test('plain `aws configure` would ask, and says what to do instead', async () => {
  expect(await aws('configure')).toMatchObject({ exit: 253, stderr: expect.stringContaining('aws configure set NAME VALUE') });
});

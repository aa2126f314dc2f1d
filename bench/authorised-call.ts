import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsClients } from '../src/aws/clients.ts';
import { startEmbedded } from '../src/backend/embedded.ts';
import { type Figure, inTurn, ratio, timed } from './measure.ts';

const CALLS = 300;

/** A call of a user with a policy through the gateway, against a bare `node:http` server that answers the same bytes to the same client. */
export async function authorisedCall(): Promise<Figure> {
  const stateFolder = mkdtempSync(join(tmpdir(), 'seclab-bench-'));
  const { backend } = await startEmbedded({ stateFolder });
  const echo = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/xml' }).end(ANSWER));
  });
  try {
    await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
    const address = echo.address();
    if (address === null || typeof address === 'string') throw new Error('The echo has no port.');
    const credentials = await userWithPolicy(backend.endpoint, await backend.adminCredentials(await backend.createAccount()));
    const caller = (endpoint: string) => new AwsClients({ endpoint, region: 'eu-west-1', credentials });
    const gateway = caller(backend.endpoint);
    const bare = caller(`http://127.0.0.1:${address.port}`);
    const calls = (client: AwsClients) => async () => {
      for (let call = 0; call < CALLS; call++) await client.call('iam', 'GetUser', { UserName: 'ana' });
    };
    await calls(gateway)();
    await calls(bare)();
    const [ours, theirs] = await inTurn(
      () => timed(calls(gateway)),
      () => timed(calls(bare)),
    );
    return ratio('an authorised call, against a bare echo', [ours / CALLS, theirs / CALLS], 1.5);
  } finally {
    echo.close();
    await backend.close();
    rmSync(stateFolder, { recursive: true, force: true });
  }
}

async function userWithPolicy(endpoint: string, credentials: { accessKeyId: string; secretAccessKey: string }) {
  const root = new AwsClients({ endpoint, region: 'eu-west-1', credentials });
  await root.call('iam', 'CreateUser', { UserName: 'ana' });
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'iam:Get*', Resource: '*' }] });
  await root.call('iam', 'PutUserPolicy', { UserName: 'ana', PolicyName: 'get', PolicyDocument });
  const { AccessKey: key } = await root.call('iam', 'CreateAccessKey', { UserName: 'ana' });
  if (key?.AccessKeyId === undefined || key.SecretAccessKey === undefined) throw new Error('CreateAccessKey gave no key.');
  return { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey };
}

const ANSWER = `<GetUserResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetUserResult><User><Path>/</Path><UserName>ana</UserName>
<UserId>AIDAAAAAAAAAAAAAAAAAA</UserId><Arn>arn:aws:iam::111122223333:user/ana</Arn><CreateDate>2026-11-23T00:00:00Z</CreateDate></User>
</GetUserResult><ResponseMetadata><RequestId>00000000-0000-4000-8000-000000000000</RequestId></ResponseMetadata></GetUserResponse>`;

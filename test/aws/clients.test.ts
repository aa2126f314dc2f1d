import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const src = (path: string) => JSON.stringify(fileURLToPath(new URL(`../../src/${path}`, import.meta.url)));

describe.skipIf(process.platform === 'win32')("a program whose user's ~/.aws cannot be read to its end", () => {
  let home: string;
  let server: Server;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'seclab-fifo-'));
    mkdirSync(join(home, '.aws'));
    // Whoever opens one of these waits for ever.
    for (const name of ['config', 'credentials']) execFileSync('mkfifo', [join(home, '.aws', name)]);
    server = createServer((request, response) => {
      const isJson = request.headers['x-amz-target'] !== undefined;
      request.resume().on('end', () => response.end(isJson ? '{}' : '<Answer/>'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });

  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true, force: true });
  });

  it.each([
    ['iam', 'ListUsers'],
    ['sts', 'GetCallerIdentity'],
    ['s3', 'ListBuckets'],
    ['cloudtrail', 'LookupEvents'],
  ])('calls %s', async (service, operation) => {
    const { port } = server.address() as AddressInfo;
    await expect(
      run(`
        import { AwsClients } from ${src('aws/clients.ts')};
        const credentials = { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey: 'secret' };
        const clients = new AwsClients({ endpoint: 'http://127.0.0.1:${port}', region: 'eu-west-1', credentials });
        const { $metadata } = await clients.call('${service}', '${operation}', {});
        console.log($metadata.httpStatusCode);
      `),
    ).resolves.toBe('200');
  });

  it('serves calls: the schemas are read without a look into it', async () => {
    await expect(
      run(`
        import { AWS_SERVICES } from ${src('aws/services.ts')};
        import { serviceModel } from ${src('emulator/wire/index.ts')};
        for (const [name, { load }] of Object.entries(AWS_SERVICES)) console.log(name, serviceModel(name, await load()).operations.size > 0);
      `),
    ).resolves.toBe('cloudtrail true\niam true\ns3 true\nsts true');
  });

  /** What a program prints that has come to its end by itself, all its reading done. */
  async function run(program: string): Promise<string> {
    const { AWS_CONFIG_FILE: _, AWS_SHARED_CREDENTIALS_FILE: __, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      env: { ...env, HOME: home, AWS_EC2_METADATA_DISABLED: 'true' },
      timeout: 10_000,
      killSignal: 'SIGKILL',
    });
    return stdout.trim();
  }
});

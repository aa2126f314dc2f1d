import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Keys } from './sandbox.ts';

/** Runs a Python script against a sandbox, with a home of its own; gives what it left in `answer`, as JSON. */
export function runPython(python: string, script: string, endpoint: string, keys: Keys): Promise<unknown> {
  const home = mkdtempSync(join(tmpdir(), 'seclab-python-'));
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    ENDPOINT: endpoint,
    KEY: keys.accessKeyId,
    SECRET: keys.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    NO_PROXY: '127.0.0.1',
    PYTHONIOENCODING: 'utf-8',
  };
  return new Promise((resolve, reject) => {
    execFile(python, ['-c', `${script}\nprint(json.dumps(answer))`], { env }, (error, stdout, stderr) => {
      rmSync(home, { recursive: true, force: true });
      if (error === null) resolve(JSON.parse(stdout));
      else reject(new Error(`The script ended with ${error.code}: ${stderr}`));
    });
  });
}

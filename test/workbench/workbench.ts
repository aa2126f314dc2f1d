import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { prepareWorkbench, type Workbench } from '../../src/workbench/environment.ts';

export const ENDPOINT = 'http://127.0.0.1:4599';

/** A workbench in a folder of its own; its sandbox counts as running, so that no command starts one. */
export function makeWorkbench(
  options: { readonly installedAws?: string; readonly inherited?: Record<string, string>; readonly endpoint?: string } = {},
): Workbench {
  const home = mkdtempSync(join(tmpdir(), "seclab's home-"));
  const workbench = prepareWorkbench({
    home,
    folder: join(home, 'workbench', 'try'),
    endpoint: ENDPOINT,
    plainEndpoint: 'http://127.0.0.1:4600',
    region: 'us-east-1',
    profiles: {
      default: { accessKeyId: 'AKIADEFAULT', secretAccessKey: 'secret/1' },
      ana: { accessKeyId: 'ASIAANA', secretAccessKey: 'secret/2', sessionToken: 'token' },
    },
    names: { PHOTOS: 'lab-photos-7f3a' },
    ...options,
  });
  writeFolderFile(home, 'sandbox/pid', `${process.pid}\n`);
  return workbench;
}

/** A program that says what it was called with and which settings it saw. */
export function makeEcho(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'seclab-cli-')), 'aws');
  writeFileSync(path, '#!/bin/sh\necho "$@"\nenv | grep -iE "^(AWS_|.*_PROXY=)" | sort\n');
  chmodSync(path, 0o755);
  return path;
}

function writeFolderFile(folder: string, name: string, text: string): void {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

import { execa } from 'execa';
import { SeclabError } from '../aws/seclab-error.ts';
import { DEAD_PROXY, NO_PROXY_HERE } from './guard.ts';
import { endpointArgument, refuseForeign } from './loopback.ts';

/** Exit code of the AWS CLI for arguments that it does not take. */
const USAGE = 252;

export interface AwsCommand {
  readonly args: readonly string[];
  /** The workbench's: with `AWS_ENDPOINT_URL`. */
  readonly env: Readonly<Record<string, string>>;
  /** The AWS CLI to run; absent: the built-in one. */
  readonly installed?: string;
}

/** Runs `aws` with a workbench's environment on this terminal, as its `bin/aws` does; returns the AWS CLI's own exit code. */
export async function runAwsCommand({ args, env, installed }: AwsCommand): Promise<number> {
  const endpoint = env['AWS_ENDPOINT_URL'] ?? '';
  try {
    refuseForeign(endpoint, 'AWS_ENDPOINT_URL');
    endpointArgument(args);
  } catch (error) {
    if (!(error instanceof SeclabError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return USAGE;
  }
  if (installed === undefined) {
    const { runAws } = await import('./aws/index.ts');
    const { stdin, stdout, stderr } = process;
    return runAws(args, { env, stdin, stdout, stderr, cwd: process.cwd() });
  }
  const { exitCode } = await execa(installed, ['--endpoint-url', endpoint, ...args], {
    env: guarded(env),
    extendEnv: false,
    stdio: 'inherit',
    reject: false,
  });
  return exitCode ?? 1;
}

function guarded(env: AwsCommand['env']): Record<string, string> {
  const { ALL_PROXY: _, all_proxy: __, ...kept } = env;
  const proxies = Object.fromEntries(['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'].map((name) => [name, DEAD_PROXY]));
  return { ...kept, ...proxies, NO_PROXY: NO_PROXY_HERE, no_proxy: NO_PROXY_HERE };
}

import { SeclabError } from '../aws/seclab-error.ts';
import { LOCAL_ONLY } from './guard.ts';

const ENDPOINT_OPTION = '--endpoint-url';
const LOCAL_HOSTS: ReadonlySet<string> = new Set(LOCAL_ONLY);

/** Does this address lie on this machine? */
export function isLocal(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && LOCAL_HOSTS.has(url.hostname) && url.username === '' && url.password === '';
}

/**
 * The endpoint that the arguments of an `aws` call ask for, undefined where they ask for none. The AWS CLI takes the option
 * with `=` or a space, and shortened (`--endpoint`).
 */
export function endpointArgument(args: readonly string[]): string | undefined {
  let found: string | undefined;
  for (const [index, argument] of args.entries()) {
    const [option = '', ...value] = argument.split('=');
    if (!option.startsWith('--e') || !ENDPOINT_OPTION.startsWith(option)) continue;
    found = argument.includes('=') ? value.join('=') : (args[index + 1] ?? '');
    refuseForeign(found, option);
  }
  return found;
}

/** Throws SeclabError `aws.leavesMachine` for an endpoint that is not on this machine. */
export function refuseForeign(address: string, from: string): void {
  if (isLocal(address)) return;
  const message = `This shell's aws talks to the lab only, and ${from} names ${address === '' ? 'nothing' : address}: leave it out, or open another terminal for the real AWS.`;
  throw new SeclabError('aws.leavesMachine', message);
}

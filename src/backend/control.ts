import type { z } from 'zod';
import { SeclabError } from '../aws/seclab-error.ts';

/** Where a sandbox is, and the word that opens its control endpoints. */
export interface SandboxAddress {
  readonly endpoint: string;
  readonly plainEndpoint: string;
  readonly token: string;
}

export interface ControlCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Milliseconds; default 30 seconds. `none` for answers that do not end. */
  readonly timeout?: number | 'none';
}

const DEFAULT_TIMEOUT = 30_000;

/**
 * Calls a control endpoint of a sandbox, e.g. `accounts`; returns the response when its status is a success.
 * Throws SeclabError `sandbox.refused` for another status, and what `fetch` throws where nobody answers.
 */
export async function callControl(sandbox: SandboxAddress, path: string, call: ControlCall = {}): Promise<Response> {
  const { method = 'GET', body, timeout = DEFAULT_TIMEOUT } = call;
  const signals = [...(call.signal ? [call.signal] : []), ...(timeout === 'none' ? [] : [AbortSignal.timeout(timeout)])];
  const response = await fetch(new URL(`/_seclab/${path}`, sandbox.endpoint), {
    method,
    headers: { authorization: `Bearer ${sandbox.token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
  });
  if (response.ok) return response;
  const said = (await response.text()).slice(0, 500);
  throw new SeclabError('sandbox.refused', `The sandbox at ${sandbox.endpoint} answered ${response.status} to ${method} ${path}: ${said}`, {
    exit: 3,
  });
}

/** As `callControl`, with the answer's JSON parsed by a schema. */
export async function askControl<Schema extends z.ZodType>(
  sandbox: SandboxAddress,
  path: string,
  schema: Schema,
  call?: ControlCall,
): Promise<z.infer<Schema>> {
  const answer: unknown = await (await callControl(sandbox, path, call)).json();
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const message = `The sandbox at ${sandbox.endpoint} answered ${path} in a form that this seclab does not know: is another version running? \`seclab down\` ends it.`;
  throw new SeclabError('sandbox.otherVersion', message, { exit: 3, cause: parsed.error });
}

/** Nobody answered: the sandbox was killed, or is just being started again. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated');
}

import * as z from 'zod/mini';
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
const refusalSchema = z.object({ code: z.string(), message: z.string() });

/**
 * Calls a control endpoint of a sandbox, e.g. `accounts`; returns the response when its status is a success.
 * Throws a SeclabError for another status (the sandbox's own, else `sandbox.refused`), and what `fetch` throws where nobody answers.
 */
export async function callControl(sandbox: SandboxAddress, path: string, call: ControlCall = {}): Promise<Response> {
  const { method = 'GET', body, timeout = DEFAULT_TIMEOUT } = call;
  const signals = [...(call.signal ? [call.signal] : []), ...(timeout === 'none' ? [] : [AbortSignal.timeout(timeout)])];
  const response = await fetch(new URL(`/_seclab/${path}`, sandbox.endpoint), {
    method,
    // Closed after the answer: a connection that stays open is how the sandbox sees that it is in use.
    headers: {
      authorization: `Bearer ${sandbox.token}`,
      connection: 'close',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signals.length === 0 ? {} : { signal: AbortSignal.any(signals) }),
  });
  if (response.ok) return response;
  throw refusal(sandbox, response.status, `${method} ${path}`, await response.text());
}

/** As `callControl`, with the answer's JSON parsed by a schema. */
export async function askControl<Schema extends z.ZodMiniType>(
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

/** The sandbox's own sentence where it gave one. */
function refusal({ endpoint }: SandboxAddress, status: number, call: string, body: string): SeclabError {
  const said = refusalSchema.safeParse(parseJson(body)).data;
  if (said !== undefined) return new SeclabError(said.code, said.message, { exit: 3 });
  return new SeclabError('sandbox.refused', `The sandbox at ${endpoint} answered ${status} to ${call}: ${body.slice(0, 500)}`, { exit: 3 });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

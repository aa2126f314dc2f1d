import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import type { ApiEvent } from '../iam/event.ts';
import { askControl, callControl, type ControlCall, isConnectionLost, type SandboxAddress } from './control.ts';
import { probeCapabilities } from './probe.ts';
import { serverSentEvents } from './server-sent-events.ts';
import type { AwsKeys, Backend, BackendStatus, Capabilities } from './types.ts';

const RECOVERY_POLL = 1000;

const statusSchema = z.object({
  backend: z.prefault(z.enum(['embedded', 'localstack']), 'embedded'),
  version: z.string(),
  endpoint: z.string(),
  region: z.string(),
  pid: z.int(),
  startedAt: z.string(),
  accounts: z.array(z.string()),
  checkerMark: z.string(),
});
const accountSchema = z.object({ account: z.string().check(z.regex(/^\d{12}$/)) });
const keysSchema = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

export interface ClientOptions {
  /**
   * Finds the sandbox again when nobody answers, and starts it. With `unlessStopped` it gives undefined where it was stopped on
   * purpose. Without this option a lost sandbox is an error.
   */
  readonly revive?: (unlessStopped: boolean) => Promise<SandboxAddress | undefined>;
  readonly close?: () => Promise<void>;
}

/** A `Backend` over the control endpoints of a running sandbox. */
export async function connectClient(address: SandboxAddress, options: ClientOptions = {}): Promise<Backend> {
  const line = new Line(address, options.revive);
  const first = await line.ask('status', statusSchema);
  let capabilities: Promise<Capabilities> | undefined;
  const status = async (): Promise<BackendStatus> => {
    const { checkerMark: _, ...status } = await line.ask('status', statusSchema);
    return status;
  };
  const events = async (account: string, since = 0): Promise<readonly ApiEvent[]> =>
    parseEvents(await line.text(`accounts/${account}/events?since=${since}`));

  const backend: Backend = {
    get endpoint() {
      return line.address.endpoint;
    },
    get plainEndpoint() {
      return line.address.plainEndpoint;
    },
    region: first.region,
    checkerMark: first.checkerMark,
    status,
    createAccount: async () => (await line.ask('accounts', accountSchema, { method: 'POST' })).account,
    dropAccount: async (account) => void (await line.text(`accounts/${account}`, { method: 'DELETE' })),
    adminCredentials: async (account): Promise<AwsKeys> => line.ask(`accounts/${account}/root`, keysSchema),
    events,
    follow: (accounts, signal) => followEvents(line, accounts, signal),
    setClock: async (account, offset) => void (await line.text(`accounts/${account}/clock`, { method: 'PUT', body: { offset } })),
    capabilities() {
      capabilities ??= probeCapabilities(backend);
      return capabilities;
    },
    close: options.close ?? (async () => {}),
  };
  return backend;
}

/** The line to one sandbox: a call that finds it gone looks for it once more, so that a killed sandbox is not noticed. */
class Line {
  address: SandboxAddress;
  readonly #revive: ClientOptions['revive'];

  constructor(address: SandboxAddress, revive: ClientOptions['revive']) {
    this.address = address;
    this.#revive = revive;
  }

  ask<Schema extends z.ZodMiniType>(path: string, schema: Schema, call?: ControlCall): Promise<z.infer<Schema>> {
    return this.#again(() => askControl(this.address, path, schema, call));
  }

  text(path: string, call?: ControlCall): Promise<string> {
    return this.#again(async () => (await callControl(this.address, path, call)).text());
  }

  open(path: string, signal: AbortSignal): Promise<Response> {
    return this.#again(() => callControl(this.address, path, { signal, timeout: 'none' }));
  }

  /** Waits for a sandbox that was stopped on purpose; one that was killed is started. False where there is no way back. */
  async recover(signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted && this.#revive !== undefined) {
      const found = await this.#revive(true);
      if (found !== undefined) {
        this.address = found;
        return true;
      }
      await sleep(RECOVERY_POLL, undefined, { signal }).catch(() => {});
    }
    return false;
  }

  async #again<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (this.#revive === undefined || !isConnectionLost(error)) throw error;
      this.address = (await this.#revive(false)) ?? this.address;
      return call();
    }
  }
}

/** Follows over restarts of the sandbox: after one, what happened in between is fetched before the stream goes on. */
async function* followEvents(line: Line, accounts: readonly string[], signal: AbortSignal): AsyncGenerator<ApiEvent> {
  const seen = new Map<string, number>();
  while (!signal.aborted) {
    try {
      const { body } = await line.open(`follow?accounts=${accounts.join(',')}`, signal);
      for (const [account, seq] of seen) yield* unseen(await line.text(`accounts/${account}/events?since=${seq}`));
      if (body === null) return;
      for await (const data of serverSentEvents(body)) yield* unseen(`[${data}]`);
    } catch (error) {
      if (signal.aborted) return;
      if (!isConnectionLost(error)) throw error;
    }
    if (!(await line.recover(signal))) return;
  }

  function* unseen(json: string): Generator<ApiEvent> {
    for (const event of parseEvents(json)) {
      if (event.seq <= (seen.get(event.account) ?? 0)) continue;
      seen.set(event.account, event.seq);
      yield event;
    }
  }
}

/** The parts of an event that this side relies on are looked at; the rest is the gateway's own record, passed on as it is. */
const eventsSchema = z.array(
  z.custom<ApiEvent>(
    (value) =>
      z.looseObject({ id: z.string(), seq: z.int(), account: z.string(), time: z.string(), access: z.array(z.unknown()) }).safeParse(value)
        .success,
  ),
);

function parseEvents(json: string): readonly ApiEvent[] {
  const value: unknown = JSON.parse(json);
  return eventsSchema.parse(value);
}

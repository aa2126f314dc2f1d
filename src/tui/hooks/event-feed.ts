import { setTimeout as sleep } from 'node:timers/promises';
import { errorSentence } from '../components/error-sentence.ts';
import type { ApiEvent } from '../../backend/types.ts';
import type { EventSource, ScreenServices } from '../services.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** Tried again by itself until it is back. */
  | { readonly state: 'lost'; readonly sentence: string };

export interface FeedOptions {
  readonly services: Pick<ScreenServices, 'eventSource'>;
  /** Account number to the `seq` after which its events count: what the set-up did is left out. */
  readonly accounts: ReadonlyMap<string, number>;
  readonly signal: AbortSignal;
  /** Events may come twice, each account's in order; `live` is false for those that happened before the feed began. */
  readonly onEvent: (event: ApiEvent, live: boolean) => void;
  readonly onConnection: (connection: Connection) => void;
  /** Milliseconds between two attempts. */
  readonly retryAfter?: number;
}

/** Follows the calls of some accounts until the signal aborts: what has happened, what happens, and after a loss what was missed. */
export async function feedEvents(options: FeedOptions): Promise<void> {
  const { services, signal, onConnection, retryAfter = 1000 } = options;
  const seen = new Map(options.accounts);
  let begun = false;
  while (!signal.aborted) {
    try {
      const source = await services.eventSource();
      await follow(source, options, seen, begun, () => {
        begun = true;
        onConnection({ state: 'live' });
      });
      if (!signal.aborted) onConnection({ state: 'lost', sentence: 'The sandbox has stopped.' });
    } catch (error) {
      if (!signal.aborted) onConnection({ state: 'lost', sentence: errorSentence(error) });
    }
    await sleep(retryAfter, undefined, { signal }).catch(() => {});
  }
}

async function follow(
  source: EventSource,
  options: FeedOptions,
  seen: Map<string, number>,
  begun: boolean,
  onLive: () => void,
): Promise<void> {
  const { accounts, signal, onEvent } = options;
  const take = (event: ApiEvent, live: boolean): void => {
    seen.set(event.account, Math.max(event.seq, seen.get(event.account) ?? 0));
    onEvent(event, live);
  };
  const catchUp = async (account: string, live: boolean): Promise<void> => {
    for (const event of await source.events(account, seen.get(account) ?? 0)) take(event, live);
  };

  const stopping = new AbortController();
  const stream = source.follow([...accounts.keys()], AbortSignal.any([signal, stopping.signal]))[Symbol.asyncIterator]();
  // Asked for before the look back, so that nothing falls between the two.
  let coming = stream.next();
  coming.catch(() => {});
  try {
    for (const account of accounts.keys()) await catchUp(account, begun);
    onLive();
    for (;;) {
      const next = await coming;
      if (next.done === true) return;
      coming = stream.next();
      coming.catch(() => {});
      const { account, seq } = next.value;
      // A gap: checks' own calls, or events that the stream lost.
      if (seq > (seen.get(account) ?? 0) + 1) await catchUp(account, true);
      if (seq > (seen.get(account) ?? 0)) take(next.value, true);
    }
  } finally {
    stopping.abort();
  }
}

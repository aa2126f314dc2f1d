import { useEffect, useEffectEvent, useState } from 'react';
import type { ApiEvent } from '../../backend/types.ts';
import type { Run } from '../../lab/types.ts';
import { feedEvents, type Connection } from './event-feed.ts';
import { eventRing, type EventRing } from './event-ring.ts';
import { useServices } from './services-context.ts';

/** Milliseconds between two redraws under a burst of events: keys stay fluid. */
const REDRAW = 60;

export interface Activity {
  readonly ring: EventRing;
  /** Changes with every redraw that shows new events. */
  readonly added: number;
  readonly connection: Connection;
}

/** The learner's calls of a run, each told to `onCall` the moment it happens. */
export function useActivity(run: Run, onCall: (event: ApiEvent) => void): Activity {
  const services = useServices();
  const [ring] = useState(() => eventRing());
  const [added, setAdded] = useState(0);
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const tell = useEffectEvent(onCall);

  useEffect(() => {
    const stop = new AbortController();
    let redraw: NodeJS.Timeout | undefined;
    void feedEvents({
      services,
      accounts: new Map(Object.entries(run.accounts).map(([name, number]) => [number, run.since[name] ?? 0])),
      signal: stop.signal,
      onConnection: setConnection,
      onEvent(event, live) {
        if (event.checker || !ring.add(event)) return;
        if (live) tell(event);
        redraw ??= setTimeout(() => {
          redraw = undefined;
          setAdded(ring.added);
        }, REDRAW);
      },
    });
    return () => {
      stop.abort();
      clearTimeout(redraw);
    };
  }, [services, run, ring]);
  return { ring, added, connection };
}

import { useEffect, useState } from 'react';
import { errorSentence } from '../components/error-sentence.ts';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly sentence: string };

/** Loads after the frame that asks for it stands. */
export function useLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let wanted = true;
    const start = setImmediate(() => {
      load().then(
        (value) => wanted && setLoaded({ state: 'ready', value }),
        (error: unknown) => wanted && setLoaded({ state: 'failed', sentence: errorSentence(error) }),
      );
    });
    return () => {
      wanted = false;
      clearImmediate(start);
    };
  }, [load]);
  return loaded;
}

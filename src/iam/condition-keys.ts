import facts from './facts/condition-keys.json' with { type: 'json' };
import services from './facts/services.json' with { type: 'json' };

/** A condition key as AWS lists it, and the type of its values: `String`, `ArrayOfString`, `ARN`, `Bool`, `Date`, `IPAddress`, `Numeric`. */
export interface KnownKey {
  readonly name: string;
  readonly type: string;
}

/** The key by its name in any case, with or without what follows `/` or `:` where AWS leaves its end open. */
export function findKey(key: string): KnownKey | undefined {
  const name = key.toLowerCase();
  return WHOLE.get(name) ?? OPEN.find(({ start }) => name.startsWith(start))?.key;
}

/** The keys of a prefix (`aws`, `s3`), as AWS writes them. */
export function keysOf(prefix: string): readonly string[] {
  const start = `${prefix.toLowerCase()}:`;
  return Object.keys(facts.types).filter((name) => name.toLowerCase().startsWith(start));
}

/** Does AWS have a service with this prefix? */
export function serviceExists(prefix: string): boolean {
  return SERVICES.has(prefix.toLowerCase());
}

export const SERVICE_PREFIXES: readonly string[] = services.services;
const SERVICES: ReadonlySet<string> = new Set(services.services);

const KEYS: readonly KnownKey[] = Object.entries(facts.types).map(([name, type]) => ({ name, type }));
const WHOLE: ReadonlyMap<string, KnownKey> = new Map(KEYS.map((key) => [key.name.toLowerCase(), key]));
const OPEN_END = /\$\{|<|tag-key$/;
const OPEN = KEYS.filter(({ name }) => OPEN_END.test(name)).map((key) => ({
  key,
  start: key.name.slice(0, key.name.search(OPEN_END)).toLowerCase(),
}));

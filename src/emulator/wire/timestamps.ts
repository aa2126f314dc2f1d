import type { TimestampFormat } from './shape.ts';

/** How a date-time is written: S3 gives milliseconds, the query services do not. */
export interface TimestampRules {
  readonly fallback: TimestampFormat;
  readonly milliseconds: boolean;
}

/** Writes a date. Throws TypeError where the value is none, so that a service's mistake does not reach the wire. */
export function writeTimestamp(value: unknown, format: TimestampFormat, milliseconds: boolean): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) throw new TypeError(`Expected a Date, got ${String(value)}`);
  if (format === 'http-date') return value.toUTCString();
  if (format === 'epoch-seconds') return String(epochSeconds(value));
  const text = value.toISOString();
  return milliseconds ? text : text.replace(/\.\d{3}Z$/, 'Z');
}

/** Seconds since 1970, with a fraction of milliseconds. */
export function epochSeconds(date: Date): number {
  return date.getTime() / 1000;
}

/**
 * Reads a date in any of the three formats, since clients mix them; undefined where it is none.
 * https://smithy.io/2.0/spec/protocol-traits.html#timestamp-formats
 */
export function readTimestamp(text: string): Date | undefined {
  if (/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return valid(new Date(Number(text) * 1000));
  if (/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.test(text)) {
    return valid(new Date(/(Z|[+-]\d{2}:?\d{2})$/i.test(text) || !text.includes('T') ? text : `${text}Z`));
  }
  if (/^[A-Za-z]{3,9}, ?\d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2}(\.\d+)? (GMT|UTC)$/.test(text)) return valid(new Date(text));
  return undefined;
}

function valid(date: Date): Date | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date;
}

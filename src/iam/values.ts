/** An IP address or a CIDR range: 2 words of 16 bits for IPv4, 8 for IPv6. */
export interface IpRange {
  readonly words: readonly number[];
  readonly bits: number;
}

/** Numbers as conditions write them; integers compare exactly, however long. Undefined for what is no number. */
export function parseNumber(text: string): number | bigint | undefined {
  if (text.length > 64) return undefined;
  if (/^[+-]?\d+$/.test(text)) return BigInt(text.replace('+', ''));
  return /^[+-]?\d+\.\d+(?:[eE][+-]?\d+)?$|^[+-]?\d+[eE][+-]?\d+$/.test(text) ? Number(text) : undefined;
}

/** Milliseconds since 1970 of an ISO 8601 date (`2026-11-23T10:00:00Z`, `2026-11-23`) or of epoch seconds. */
export function parseDate(text: string): number | undefined {
  if (/^-?\d{5,19}$/.test(text)) return BigInt(text) <= 9_223_372_036_854_775_807n ? Number(text) * 1000 : undefined;
  const parts = ISO_DATE.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = parts;
  const offset = zone.toUpperCase() === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`);
  return Number.isNaN(time) ? undefined : time;
}

export function parseBool(text: string): boolean | undefined {
  const word = text.toLowerCase();
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** Bytes of a base64 text, written as text so that they compare. */
export function parseBinary(text: string): string | undefined {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text) ? text.replace(/=+$/, '') : undefined;
}

/** `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
export function parseIp(text: string): IpRange | undefined {
  const [address = '', length, more] = text.split('/');
  const words = address.includes(':') ? ipv6(address) : ipv4(address);
  if (words === undefined || more !== undefined) return undefined;
  const all = words.length * 16;
  if (length === undefined) return { words, bits: all };
  if (!/^\d{1,3}$/.test(length) || Number(length) > all) return undefined;
  return { words, bits: Number(length) };
}

export function ipContains(range: IpRange, address: IpRange): boolean {
  if (range.words.length !== address.words.length || address.bits < range.bits) return false;
  return range.words.every((word, index) => {
    const bits = Math.min(16, Math.max(0, range.bits - index * 16));
    const mask = (0xffff << (16 - bits)) & 0xffff;
    return (word & mask) === ((address.words[index] ?? 0) & mask);
  });
}

const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

function ipv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return [a * 256 + b, c * 256 + d];
}

function ipv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groups);
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  return [...head, ...Array<number>(missing).fill(0), ...(tail ?? [])];
}

function groups(text: string): number[] | undefined {
  if (text === '') return [];
  const words: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    const dotted = index === parts.length - 1 && part.includes('.') ? ipv4(part) : undefined;
    if (dotted !== undefined) words.push(...dotted);
    else if (/^[0-9a-fA-F]{1,4}$/.test(part)) words.push(Number.parseInt(part, 16));
    else return undefined;
  }
  return words;
}

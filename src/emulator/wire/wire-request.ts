/** A request as the wire sees it: nothing decoded yet. */
export interface WireRequest {
  readonly method: string;
  /** As sent, still percent-encoded, beginning with `/`; for a virtual-hosted bucket the bucket is put in front. */
  readonly path: string;
  /** As sent, without the `?`. */
  readonly query: string;
  /** Names in lower case; several headers of one name joined by `,`. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** The pairs of a query string or form body, in order. Throws URIError for a broken percent sequence. */
export function parsePairs(text: string): [string, string][] {
  if (text === '') return [];
  const pairs: [string, string][] = [];
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = equals === -1 ? part : part.slice(0, equals);
    pairs.push([decodeForm(name), equals === -1 ? '' : decodeForm(part.slice(equals + 1))]);
  }
  return pairs;
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

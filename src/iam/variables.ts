/** A piece of a text with policy variables: text as written, a character that is no wildcard, or a variable. */
export type Piece =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'character'; readonly text: '*' | '?' | '$' }
  | { readonly type: 'variable'; readonly key: string; readonly fallback?: string };

/**
 * Cuts a text of a policy of version 2012-10-17 at its variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`,
 * and `${*}`, `${?}`, `${$}` for the characters themselves. Undefined where a variable is not well written.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function parseVariables(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let at = 0;
  for (let start = text.indexOf('${'); start !== -1; start = text.indexOf('${', at)) {
    const end = text.indexOf('}', start);
    if (end === -1) return undefined;
    if (start > at) pieces.push({ type: 'text', text: text.slice(at, start) });
    const piece = variable(text.slice(start + 2, end));
    if (piece === undefined) return undefined;
    pieces.push(piece);
    at = end + 1;
  }
  if (at < text.length || pieces.length === 0) pieces.push({ type: 'text', text: text.slice(at) });
  return pieces;
}

function variable(inside: string): Piece | undefined {
  if (inside === '*' || inside === '?' || inside === '$') return { type: 'character', text: inside };
  const comma = inside.indexOf(',');
  const key = (comma === -1 ? inside : inside.slice(0, comma)).trim();
  if (key === '' || key.includes('{') || key.includes('$')) return undefined;
  if (comma === -1) return { type: 'variable', key: key.toLowerCase() };
  const quoted = inside.slice(comma + 1).trim();
  if (quoted.length < 2 || !quoted.startsWith("'") || !quoted.endsWith("'")) return undefined;
  return { type: 'variable', key: key.toLowerCase(), fallback: quoted.slice(1, -1) };
}

import { readJson } from './json.ts';
import { PolicyError } from './policy-error.ts';

/** Where a value of a JSON text begins and ends, by its path (`Statement[1].Action[0]`); as far as the text can be read. */
export type Places = ReadonlyMap<string, { readonly start: number; readonly end: number }>;

/** A place in a text, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export function placesOf(text: string): Places {
  const places = new Map<string, { start: number; end: number }>();
  try {
    readJson(text, (path, start, end) => places.set(path, { start, end }));
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
  }
  return places;
}

/** The position of the value at the path, or of the nearest that holds it; nothing for the document as a whole. */
export function locate(text: string, places: Places, path: string): Position | Record<string, never> {
  for (let at = path; at !== ''; at = at.replace(/(\[\d+\]|\.?[^.[]*)$/, '')) {
    const place = places.get(at);
    if (place !== undefined) return positionAt(text, place.start);
  }
  return {};
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}

/** A statement of a policy document with the positions after its opening and after its closing brace, which is how IAM points to it. */
export interface StatementPosition {
  readonly start: Position;
  readonly end: Position;
}

/** The positions of the statements of a document, in their order. */
export function statementPositions(text: string): readonly StatementPosition[] {
  const places = placesOf(text);
  const found: StatementPosition[] = [];
  const one = places.get('Statement[0]') === undefined ? places.get('Statement') : undefined;
  const all = one === undefined ? numbered(places) : [one];
  for (const { start, end } of all) found.push({ start: positionAt(text, start + 1), end: positionAt(text, end) });
  return found;
}

function numbered(places: Places): readonly { start: number; end: number }[] {
  const list: { start: number; end: number }[] = [];
  for (let place = places.get('Statement[0]'); place !== undefined; place = places.get(`Statement[${list.length}]`)) list.push(place);
  return list;
}

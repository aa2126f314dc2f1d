/**
 * Parses the AWS CLI's shorthand: `Key=a,Value=b`, lists `Names=x,y` and `Names=[x,y]`, nested `Code={S3Bucket=b}`, values
 * in single or double quotes. Every value comes out as text; what it should be, its schema says. Throws `ShorthandError`.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html
 */
export function parseShorthand(text: string): Record<string, ShorthandValue> {
  return new Parser(text).parse();
}

export type ShorthandValue = string | ShorthandValue[] | { [key: string]: ShorthandValue };

export class ShorthandError extends Error {
  override readonly name = 'ShorthandError';
}

const KEY = /[A-Za-z0-9\-_.#/:]/;
const QUOTED = { "'": /^'(?:\\\\|\\'|[^'])*'/, '"': /^"(?:\\\\|\\"|[^"])*"/ } as const;
/** A value's first character, and the following ones: in a list after the first value, `=` begins the next key. */
const START = String.raw`!#-&(-+\--<>-Z\\-z|-\uffff`;
const VALUE = new RegExp(String.raw`^(?:\\,|[${START}])(?:\\,|[\s!#-&(-+\--\\^-|~-\uffff])*`);
const LISTED_VALUE = new RegExp(String.raw`^(?:\\,|[${START}])(?:\\,|[\s!#-&(-+\--<>-\uffff])*`);

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): Record<string, ShorthandValue> {
    const values: Record<string, ShorthandValue> = {};
    for (;;) {
      const start = this.#at;
      const key = this.#key();
      this.#expect('=');
      if (Object.hasOwn(values, key)) throw this.#duplicate(key, start);
      values[key] = this.#values();
      if (this.#atEnd()) return values;
      this.#expect(',');
    }
  }

  #key(): string {
    const start = this.#at;
    while (KEY.test(this.#text[this.#at] ?? '')) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #values(): ShorthandValue {
    const next = this.#text[this.#at];
    if (next === undefined) return '';
    if (next === '[') return this.#list();
    if (next === '{') return this.#structure();
    return this.#commaSeparated();
  }

  /** `a` of `a,b=c` is one value, `a,b` of `a,b,c=d` are two: only the `=` behind tells, so it looks ahead and goes back. */
  #commaSeparated(): ShorthandValue {
    const first = this.#value(VALUE);
    this.#skipSpace();
    if (this.#text[this.#at] !== ',') return first;
    const list = [first];
    while (this.#text[this.#at] === ',') {
      const comma = this.#at;
      this.#expect(',');
      const next = this.#listedValue();
      this.#skipSpace();
      if (next === undefined || !(this.#atEnd() || this.#text[this.#at] === ',')) {
        if (this.#atEnd()) throw this.#unexpected('<second>', '<none>');
        this.#at = comma;
        break;
      }
      list.push(next);
    }
    return list.length === 1 ? first : list;
  }

  #listedValue(): string | undefined {
    const next = this.#text[this.#at];
    if (next === "'" || next === '"') return this.#quoted(next);
    return LISTED_VALUE.test(this.#text.slice(this.#at)) ? this.#value(LISTED_VALUE) : undefined;
  }

  #list(): ShorthandValue[] {
    this.#expect('[');
    const values: ShorthandValue[] = [];
    while (this.#text[this.#at] !== ']') {
      values.push(this.#inside());
      this.#separator(']');
    }
    this.#at++;
    return values;
  }

  #structure(): ShorthandValue {
    this.#expect('{');
    const values: { [key: string]: ShorthandValue } = {};
    while (this.#text[this.#at] !== '}') {
      const key = this.#key();
      this.#expect('=');
      values[key] = this.#inside();
      this.#separator('}');
    }
    this.#at++;
    return values;
  }

  #inside(): ShorthandValue {
    const next = this.#text[this.#at];
    if (next === '[') return this.#list();
    if (next === '{') return this.#structure();
    return this.#value(VALUE);
  }

  #separator(end: string): void {
    this.#skipSpace();
    if (this.#text[this.#at] !== end) this.#expect(',');
  }

  #value(pattern: RegExp): string {
    const next = this.#text[this.#at];
    if (next === "'" || next === '"') return this.#quoted(next);
    const found = pattern.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += found.length;
    return found.replaceAll('\\,', ',').trimEnd();
  }

  #quoted(quote: "'" | '"'): string {
    const found = QUOTED[quote].exec(this.#text.slice(this.#at))?.[0];
    if (found === undefined) throw this.#unexpected(quote === "'" ? '<singled quoted>' : '<double quoted>', '<none>');
    this.#at += found.length;
    return found.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll('\\\\', '\\');
  }

  #expect(character: string): void {
    this.#skipSpace();
    const found = this.#text[this.#at];
    if (found !== character) throw this.#unexpected(character, found ?? 'EOF');
    this.#at++;
    this.#skipSpace();
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#at] ?? '')) this.#at++;
  }

  #atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  #unexpected(expected: string, received: string): ShorthandError {
    return new ShorthandError(`Expected: '${expected}', received: '${received}' for input:\n${pointAt(this.#text, this.#at)}`);
  }

  #duplicate(key: string, at: number): ShorthandError {
    return new ShorthandError(
      `Second instance of key "${key}" encountered for input:\n${pointAt(this.#text, at)}\nThis is often because there is a preceding "," instead of a space.`,
    );
  }
}

function pointAt(text: string, at: number): string {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const upTo = lineEnd < 0 ? text : text.slice(0, lineEnd);
  const after = lineEnd < 0 ? '' : text.slice(lineEnd);
  return `${upTo}\n${' '.repeat(at - lineStart)}^${after}`;
}

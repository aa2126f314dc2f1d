import type { Token } from '../theme/tokens.ts';
import { span, type Line, type Span } from './line.ts';

/** Colours a fenced block by its language: policies (`json`) and shell commands; anything else stays plain code. */
export function codeLines(code: string, language: string): Line[] {
  const rows = code.replace(/\n+$/, '').split('\n');
  const rules = rulesOf(language);
  return rows.map((row) => tokenize(row, rules));
}

interface Rule {
  readonly pattern: RegExp;
  readonly token: Token;
}

const json: readonly Rule[] = [
  { pattern: /"(?:[^"\\]|\\.)*"(?=\s*:)/y, token: 'code.key' },
  { pattern: /"(?:[^"\\]|\\.)*"/y, token: 'code.string' },
  { pattern: /(?:true|false|null|-?\d+(?:\.\d+)?)\b/y, token: 'code.literal' },
];

const shell: readonly Rule[] = [
  { pattern: /(?<=^|\s)#.*/y, token: 'code.comment' },
  { pattern: /'[^']*'?|"(?:[^"\\]|\\.)*"?/y, token: 'code.string' },
  { pattern: /\$(?:\{[^}]*\}|\w+)/y, token: 'code.variable' },
  { pattern: /(?<=\s)--?[A-Za-z][\w-]*/y, token: 'code.option' },
  { pattern: /(?<=(?:^|[|;&]|\$\()\s*)[A-Za-z][\w./-]*(?=\s|$)/y, token: 'code.command' },
  { pattern: /[\w./:-]+/y, token: 'code' },
];

function rulesOf(language: string): readonly Rule[] {
  const name = language.trim().split(/\s/)[0]?.toLowerCase() ?? '';
  if (name === 'json') return json;
  if (['sh', 'bash', 'shell', 'console', 'powershell'].includes(name)) return shell;
  return [];
}

function tokenize(row: string, rules: readonly Rule[]): Line {
  const spans: Span[] = [];
  let plain = '';
  const flush = (): void => {
    if (plain !== '') spans.push(span(plain, 'code'));
    plain = '';
  };
  for (let at = 0; at < row.length;) {
    const found = firstMatch(row, at, rules);
    if (found === undefined) {
      plain += row[at] ?? '';
      at++;
      continue;
    }
    flush();
    spans.push(span(found.text, found.token));
    at += found.text.length;
  }
  flush();
  return spans;
}

function firstMatch(row: string, at: number, rules: readonly Rule[]): { text: string; token: Token } | undefined {
  for (const { pattern, token } of rules) {
    pattern.lastIndex = at;
    const text = pattern.exec(row)?.[0];
    if (text !== undefined && text !== '') return { text, token };
  }
  return undefined;
}

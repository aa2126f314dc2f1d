import { lexer } from 'marked';

/** One fenced block of a page that does something. */
export type Fence =
  | { readonly kind: 'commands'; readonly text: string; readonly line: number }
  /** Commands for PowerShell: the twin of the block before, for a machine without bash. */
  | { readonly kind: 'powershell'; readonly text: string; readonly line: number }
  | { readonly kind: 'file'; readonly file: string; readonly text: string; readonly line: number };

export interface Section {
  /** The text of the `##` heading; empty for what comes before the first. */
  readonly heading: string;
  readonly line: number;
  readonly fences: readonly Fence[];
}

/**
 * The fenced blocks of a Markdown page by its `##` headings: `sh` and `bash` blocks are commands, blocks with `file=NAME` are files.
 * Other blocks are prose. `firstLine` is the line of the file that the text begins on.
 */
export function sectionsOf(markdown: string, firstLine = 1): readonly Section[] {
  const sections: { heading: string; line: number; fences: Fence[] }[] = [{ heading: '', line: firstLine, fences: [] }];
  let line = firstLine;
  for (const token of lexer(markdown)) {
    if (token.type === 'heading' && token['depth'] === 2) sections.push({ heading: String(token['text']).trim(), line, fences: [] });
    if (token.type === 'code' && token.raw.trimStart().startsWith('```')) {
      const fence = fenceOf(String(token['lang'] ?? ''), String(token['text']), line);
      if (fence !== undefined) sections.at(-1)?.fences.push(fence);
    }
    line += token.raw.split('\n').length - 1;
  }
  return sections;
}

function fenceOf(info: string, text: string, line: number): Fence | undefined {
  const [language = '', ...rest] = info.split(/\s+/);
  const file = rest.map((word) => /^file=(.+)$/.exec(word)?.[1]).find((name) => name !== undefined);
  if (file !== undefined) return { kind: 'file', file, text: `${text}\n`, line };
  if (language === 'sh' || language === 'bash') return { kind: 'commands', text, line };
  return language === 'powershell' ? { kind: 'powershell', text, line } : undefined;
}

/** One bash script that does what the blocks say, in their order. */
export function scriptOf(fences: readonly Fence[]): string {
  return fences.map((fence) => (fence.kind === 'file' ? writing(fence) : fence.kind === 'commands' ? `${fence.text}\n` : '')).join('');
}

function writing({ file, text }: Extract<Fence, { kind: 'file' }>): string {
  let end = 'END_OF_FILE';
  while (text.split('\n').includes(end)) end += '_';
  const name = `'${file.replaceAll("'", String.raw`'\''`)}'`;
  const folder = file.includes('/') ? `mkdir -p "$(dirname -- ${name})"\n` : '';
  return `${folder}cat > ${name} <<'${end}'\n${text}${end}\n`;
}

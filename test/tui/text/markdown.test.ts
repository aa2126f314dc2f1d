import { describe, expect, it } from 'vitest';
import { textOf, widthOf, type Line } from '../../../src/tui/text/line.ts';
import { markdownLines } from '../../../src/tui/text/markdown.ts';

const rows = (markdown: string, width = 40) => markdownLines(markdown, { width }).map(textOf);
const tokensOf = (lines: readonly Line[]) => lines.flatMap((row) => row.map(({ text, token }) => [text.trim(), token]));

describe('Markdown', () => {
  it('breaks paragraphs between words', () => {
    expect(rows('one two three four five six seven eight nine', 20)).toEqual(['one two three four', 'five six seven eight', 'nine']);
  });

  it('sets lists with their bullets and numbers, nested ones further in', () => {
    expect(rows('- one\n  - deeper\n- two\n\n3. three\n4. four')).toEqual(['• one', '  • deeper', '• two', '', '3. three', '4. four']);
  });

  it('shows where a link leads, once', () => {
    expect(rows('[the guide](https://a.example/x) and https://b.example', 80)).toEqual([
      'the guide (https://a.example/x) and https://b.example',
    ]);
  });

  it('keeps what stands in angle brackets', () => {
    expect(rows('`aws s3 ls` and <name>', 80)).toEqual(['aws s3 ls and <name>']);
  });

  it('marks quotations', () => {
    expect(rows('> User is not authorized')).toEqual(['│ User is not authorized']);
  });

  it('keeps a table within its width', () => {
    const table = '| Profile | Kind |\n|---|---|\n| `root` | the root user of the whole account and more |';
    expect(Math.max(...markdownLines(table, { width: 30 }).map(widthOf))).toBeLessThanOrEqual(30);
    expect(rows(table, 30)[0]).toMatch(/^Profile {2}Kind/);
  });

  it('tells a table row by row where it cannot be drawn', () => {
    const table = '| Profile | Kind |\n|---|---|\n| root | the root user |';
    expect(markdownLines(table, { width: Infinity, linear: true }).map(textOf)).toEqual(['- Profile: root; Kind: the root user']);
  });

  it('colours policies', () => {
    const lines = markdownLines('```json\n{ "Effect": "Allow", "n": 1 }\n```', { width: 60 });
    expect(tokensOf(lines)).toEqual(
      expect.arrayContaining([
        ['"Effect"', 'code.key'],
        ['"Allow"', 'code.string'],
        ['1', 'code.literal'],
      ]),
    );
  });

  it('colours commands', () => {
    const lines = markdownLines('```sh\naws iam get-user --user-name "$WHO" # ask\n```', { width: 80 });
    expect(tokensOf(lines)).toEqual(
      expect.arrayContaining([
        ['aws', 'code.command'],
        ['--user-name', 'code.option'],
        ['"$WHO"', 'code.string'],
        ['# ask', 'code.comment'],
      ]),
    );
  });

  it('breaks long commands without losing a character', () => {
    const command = 'aws s3api get-object --bucket lab-greetings-7f3a --key hello.txt out.txt --profile ana';
    const broken = rows(`\`\`\`sh\n${command}\n\`\`\``, 40);
    expect(broken.length).toBeGreaterThan(1);
    expect(broken.map((row) => row.trim()).join(' ')).toBe(command);
  });

  it('keeps the indentation of code', () => {
    expect(rows('```json\n{\n    "a": 1\n}\n```')).toEqual(['  {', '      "a": 1', '  }']);
  });

  it('lets no control character through', () => {
    expect(rows('a\u001b[2Jb')).toEqual(['a�[2Jb']);
  });
});

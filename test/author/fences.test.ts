import { expect, test } from 'vitest';
import { scriptOf, sectionsOf } from '../../src/author/fences.ts';

const PAGE = `# A way

Prose with \`code\`.

## one

\`\`\`json file=data/a.json
{ "it's": "$HOME" }
\`\`\`

\`\`\`sh
aws iam list-users
\`\`\`

\`\`\`powershell
aws iam list-users
\`\`\`

\`\`\`
only shown
\`\`\`

## two

\`\`\`bash
echo END_OF_FILE
\`\`\`
`;

test('a page is taken apart by its headings, with the line of each block', () => {
  const sections = sectionsOf(PAGE, 10);
  expect(sections.map(({ heading, line, fences }) => [heading, line, fences.map((fence) => [fence.kind, fence.line])])).toEqual([
    ['', 10, []],
    [
      'one',
      14,
      [
        ['file', 16],
        ['commands', 20],
        ['powershell', 24],
      ],
    ],
    ['two', 32, [['commands', 34]]],
  ]);
});

test('blocks become one script that writes files as they are', () => {
  const [, one] = sectionsOf(PAGE);
  expect(scriptOf(one?.fences ?? [])).toBe(
    `mkdir -p "$(dirname -- 'data/a.json')"\ncat > 'data/a.json' <<'END_OF_FILE'\n{ "it's": "$HOME" }\nEND_OF_FILE\naws iam list-users\n`,
  );
  const tricky = scriptOf([{ kind: 'file', file: 'x', text: 'END_OF_FILE\n', line: 1 }]);
  expect(tricky).toBe("cat > 'x' <<'END_OF_FILE_'\nEND_OF_FILE\nEND_OF_FILE_\n");
});

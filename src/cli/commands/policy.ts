import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { SeclabError } from '../../aws/seclab-error.ts';
import type { LintFinding } from '../../iam/index.ts';
import type { PolicyKind } from '../../iam/types.ts';
import { defineCommand } from '../command.ts';
import { POLICY_KINDS } from '../policy-kinds.ts';
import { count, indent } from '../print/words.ts';

/** `seclab policy lint FILE...` */
export default defineCommand<{ kind: PolicyKind; json?: true }>({
  syntax: (command) =>
    command
      .argument('<lint>', 'what to do: lint')
      .argument('<file...>', 'JSON: a policy document')
      .addOption(new Option('--kind <kind>', 'what the documents are').choices(POLICY_KINDS).default('identity'))
      .option('--json', 'print JSON (docs/json/policy-lint.schema.json)'),
  notes:
    'Finds what AWS would refuse, what does nothing, and what grants more than it seems to. Exit code: 0 no error, 1 some, 2 cannot be read.',
  async run(context, [what, ...given], { kind, json }) {
    if (what !== 'lint') throw new SeclabError('policy.unknown', `Expected \`seclab policy lint FILE...\`, got \`seclab policy ${what}\`.`);
    const { lintPolicy } = await import('../../iam/index.ts');
    const files = given.flat().map(String);
    const found = files.map((file) => ({ file, findings: lintPolicy(read(file), kind) }));
    context.print(json ? JSON.stringify(found, null, 2) : found.map(fileText).join('\n'));
    return found.some(({ findings }) => findings.some(({ severity }) => severity === 'error')) ? 1 : 0;
  },
});

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new SeclabError('policy.unreadable', `Cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

const MARKS = { error: '✗ error', warning: '! warning', note: '· note' } satisfies Record<LintFinding['severity'], string>;

function fileText({ file, findings }: { readonly file: string; readonly findings: readonly LintFinding[] }): string {
  if (findings.length === 0) return `✓ ${file}: nothing found`;
  const texts = findings.map(({ severity, rule, line, column, path, what, mend, page }) => {
    const place = line === undefined ? file : `${file}:${line}:${column ?? 1}`;
    const lines = [`${path === '' ? '' : `${path}: `}${what}`, mend, page].filter((text) => text !== '');
    return `${place}  ${MARKS[severity]}  ${rule}\n${indent(lines.join('\n'))}`;
  });
  const counts = (['error', 'warning', 'note'] as const).map((severity) =>
    count(findings.filter((one) => one.severity === severity).length, severity),
  );
  return [...texts, `${file}: ${counts.join(', ')}.`].join('\n');
}

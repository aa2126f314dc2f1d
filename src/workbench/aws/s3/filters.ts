/** `--exclude` and `--include` in the order given. */
export type Filters = readonly { readonly keep: boolean; readonly pattern: string }[];

/**
 * Takes the filters out of the command line, since their order counts.
 * https://docs.aws.amazon.com/cli/latest/reference/s3/#use-of-exclude-and-include-filters
 */
export function takeFilters(args: readonly string[]): { filters: Filters; rest: string[] } {
  const filters: { keep: boolean; pattern: string }[] = [];
  const rest: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const found = /^--(exclude|include)(?:=(.*))?$/s.exec(args[i] ?? '');
    const pattern = found?.[2] ?? (found ? args[i + 1] : undefined);
    if (found === null || pattern === undefined) {
      rest.push(args[i] ?? '');
      continue;
    }
    if (found[2] === undefined) i++;
    filters.push({ keep: found[1] === 'include', pattern });
  }
  return { filters, rest };
}

/** Does a name (with `/`, relative to the source) pass? All do at first; the last filter that matches decides. */
export function passes(name: string, filters: Filters): boolean {
  let kept = true;
  for (const { keep, pattern } of filters) if (globPattern(pattern).test(name)) kept = keep;
  return kept;
}

/** A shell pattern whose `*` also matches `/`, as Python's `fnmatch` has it. */
function globPattern(pattern: string): RegExp {
  const source = pattern
    .replaceAll('\\', '/')
    .replace(/\*|\?|\[(!?)(\]?[^\]]*)\]|[.+^${}()|[\]\\]/g, (token, not: string | undefined, set: string | undefined) => {
      if (token === '*') return '[\\s\\S]*';
      if (token === '?') return '[\\s\\S]';
      if (set !== undefined) return `[${not ? '^' : ''}${set.replaceAll('\\', '\\\\').replace(/^\^/, '\\^')}]`;
      return `\\${token}`;
    });
  return new RegExp(`^${source}$`);
}

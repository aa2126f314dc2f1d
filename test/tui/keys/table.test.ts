import { describe, expect, it } from 'vitest';
import { footerLine } from '../../../src/tui/components/footer.ts';
import { matchPress } from '../../../src/tui/keys/match.ts';
import { bindingsOf, keyTable, type Scope } from '../../../src/tui/keys/table.ts';
import { helpLines } from '../../../src/tui/screens/help/help-lines.ts';
import { textOf, widthOf } from '../../../src/tui/text/line.ts';

const scopes: readonly Scope[] = ['welcome', 'home', 'lab', 'activity', 'reading', 'confirmHint', 'confirmReset', 'tooSmall', 'waiting'];

describe('the key table', () => {
  it('has the places that are listed here', () => {
    expect(Object.keys(keyTable).toSorted()).toEqual([...scopes].toSorted());
  });

  it.each(scopes)('gives each key one meaning in %s', (scope) => {
    const keys = bindingsOf(scope).flatMap(([, binding]) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(scopes)('lets Ctrl+C leave from %s', (scope) => {
    expect(matchPress(scope, 'Ctrl+C')).toBe('quit');
  });

  it.each(scopes)('fits its footer for %s into 80 columns', (scope) => {
    expect(widthOf(footerLine(scope, 80))).toBeLessThanOrEqual(80);
  });

  it('takes the digits as answers, and a zero not', () => {
    expect(matchPress('lab', '1')).toBe('answer');
    expect(matchPress('lab', '9')).toBe('answer');
    expect(matchPress('lab', '0')).toBeUndefined();
  });

  it('tells capital letters from small ones', () => {
    expect(matchPress('lab', 'R')).toBe('reset');
    expect(matchPress('lab', 'r')).toBe('sources');
  });

  it('is shown whole by the help', () => {
    const help = helpLines('lab', 96).map(textOf).join('\n');
    for (const [, { help: sentence }] of [...bindingsOf('home'), ...bindingsOf('lab'), ...bindingsOf('activity')])
      expect(help).toContain(sentence);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fit, truncate } from '../../../src/tui/text/fit.ts';
import { span, textOf, widthOf } from '../../../src/tui/text/line.ts';
import { wrap } from '../../../src/tui/text/wrap.ts';

const text = fc
  .array(fc.constantFrom('a', 'bc', ' ', '  ', '漢字', '👩‍👩‍👧', 'é', '-', 'longer-word'), { maxLength: 40 })
  .map((parts) => parts.join(''));

describe('wrapping', () => {
  it('never goes beyond the width and loses nothing but spaces', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 12, max: 60 }), (given, width) => {
        const rows = wrap([span(given)], width);
        expect(rows.every((row) => widthOf(row) <= width)).toBe(true);
        expect(rows.map(textOf).join('').replaceAll(' ', '')).toBe(given.replaceAll(' ', ''));
      }),
    );
  });

  it('keeps a word together that changes its look inside', () => {
    const rows = wrap([span('see '), span('bold', 'text.strong'), span(',')], 8);
    expect(rows.map(textOf)).toEqual(['see', 'bold,']);
  });

  it('breaks a word that is longer than the width', () => {
    expect(wrap([span('arn:aws:iam::123456789012:role/x')], 10).map(textOf)).toEqual(['arn:aws:ia', 'm::1234567', '89012:role', '/x']);
  });

  it('hangs further rows under the first', () => {
    expect(wrap([span('one two three')], 9, { first: [span('- ')], hang: 2 }).map(textOf)).toEqual(['- one two', '  three']);
  });
});

describe('fitting', () => {
  it('gives exactly the width, wide characters or not', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 1, max: 40 }), (given, width) => {
        expect(widthOf(fit([span(given)], width))).toBe(width);
      }),
    );
  });

  it('says by an ellipsis that something was cut', () => {
    expect(textOf(truncate([span('abcdef')], 4))).toBe('abc…');
    expect(textOf(truncate([span('abcd')], 4))).toBe('abcd');
  });
});

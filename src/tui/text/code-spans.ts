import type { Token } from '../theme/tokens.ts';
import { clean } from './clean.ts';
import { span, type Line } from './line.ts';

/** A sentence whose `names in backticks` are set as code. */
export function codeSpans(sentence: string, token: Token = 'text'): Line {
  return clean(sentence)
    .split(/`([^`]+)`/)
    .map((part, index) => span(part, index % 2 === 1 ? 'code' : token))
    .filter(({ text }) => text !== '');
}

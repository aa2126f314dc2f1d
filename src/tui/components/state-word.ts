import type { StepState } from '../../lab/types.ts';
import type { LabEntry } from '../services.ts';
import { span, type Span } from '../text/line.ts';
import type { Token } from '../theme/tokens.ts';

/** A state is always a symbol and a word, so that it needs no colour. */
export interface StateWord {
  readonly symbol: string;
  readonly word: string;
  readonly token: Token;
}

export const stepWords: Readonly<Record<StepState['state'], StateWord>> = {
  open: { symbol: '○', word: 'open', token: 'status.open' },
  passed: { symbol: '✓', word: 'passed', token: 'status.success' },
  failed: { symbol: '✗', word: 'not yet', token: 'status.failure' },
  blocked: { symbol: '∙', word: 'waits', token: 'status.waiting' },
  unable: { symbol: '?', word: 'could not tell', token: 'status.unable' },
  lost: { symbol: '!', word: 'lost again', token: 'status.lost' },
};

export const labWords: Readonly<Record<LabEntry['state'], StateWord>> = {
  new: { symbol: '○', word: 'new', token: 'status.open' },
  started: { symbol: '◐', word: 'started', token: 'status.busy' },
  done: { symbol: '✓', word: 'done', token: 'status.success' },
  toCome: { symbol: '∙', word: 'to come', token: 'status.waiting' },
};

export const checking: StateWord = { symbol: '…', word: 'checking', token: 'status.busy' };

export function stateSpan({ symbol, word, token }: StateWord): Span {
  return span(`${symbol} ${word}`, token);
}

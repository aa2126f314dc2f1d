import { lexer } from 'marked';
import type { Quiz, StepState } from '../../../lab/types.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { inlineSpans, markdownLines } from '../../text/markdown.ts';
import { wrap } from '../../text/wrap.ts';
import type { Texts } from './run-texts.ts';

/** The question with numbered options; the reason of the one that was chosen, and every reason once it was the right one. */
export function quizLines(run: Texts, quiz: Quiz, state: StepState, options: { width: number; linear?: boolean }): Line[] {
  const chosen = state.quiz;
  return [
    ...markdownLines(run.text(quiz.question), options),
    blank,
    ...quiz.options.flatMap(({ text, right, why }, index) => {
      const isChosen = chosen?.option === index;
      const mark = isChosen ? (right ? line('✓ right', 'status.success') : line('✗ not right', 'status.failure')) : [];
      const spans = inlineSpans(
        lexer(run.text(text)).flatMap((token) => ('tokens' in token && token.tokens !== undefined ? token.tokens : [token])),
      );
      return [
        ...wrap([...spans, ...(mark.length > 0 ? [span('  ')] : []), ...mark], options.width, {
          first: [span(`${index + 1}  `, 'key')],
          hang: 3,
        }),
        ...(isChosen || chosen?.right === true ? indent(markdownLines(run.text(why), { ...options, width: options.width - 3 })) : []),
      ];
    }),
    ...(chosen === undefined ? [blank, line(`Answer with 1 to ${quiz.options.length}.`, 'text.quiet')] : []),
  ];
}

function indent(rows: readonly Line[]): Line[] {
  return rows.map((row) => [span('   '), ...row.map((piece) => (piece.token === 'text' ? span(piece.text, 'text.quiet') : piece))]);
}

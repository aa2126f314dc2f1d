import { useState } from 'react';
import { useKeys } from '../hooks/use-keys.ts';
import { usePlain } from '../hooks/plain-context.ts';
import { useScreenSize } from '../hooks/use-screen-size.ts';
import { useQuit } from '../hooks/quit-context.ts';
import { line, span, textOf, type Line } from '../text/line.ts';
import { footerLine } from './footer.ts';
import { Frame, FRAME_ROWS } from './frame.tsx';
import { Pane } from './pane.tsx';
import { clampOffset, scrolled, type ScrollMove } from './scroll.ts';
import { Transcript } from './transcript.tsx';

/** The widest that running text is set: longer rows are hard to read. */
export const READING_COLUMNS = 96;

export interface ReadingPageProps {
  readonly title: string;
  /** The rows for a width; `Infinity` for a screen reader. */
  readonly content: (width: number) => readonly Line[];
  readonly onClose: () => void;
}

/** A page to read and close: all keys, an explanation, the sources. */
export function ReadingPage({ title, content, onClose }: ReadingPageProps) {
  const { columns, rows } = useScreenSize();
  const plain = usePlain();
  const quit = useQuit();
  const [offset, setOffset] = useState(0);
  const lines = plain ? [] : content(Math.min(columns - 2, READING_COLUMNS)).map((row) => (row.length === 0 ? row : [span(' '), ...row]));
  const height = rows - FRAME_ROWS;
  const move = (to: ScrollMove) => () =>
    setOffset((before) => scrolled(clampOffset(before, lines.length, height - 1), to, lines.length, height - 1));

  useKeys('reading', {
    back: onClose,
    quit,
    up: move('up'),
    down: move('down'),
    pageUp: move('pageUp'),
    pageDown: move('pageDown'),
    top: move('top'),
    bottom: move('bottom'),
  });

  if (plain) {
    const text = content(Infinity).map(textOf).join('\n');
    return <Transcript place={title} blocks={[{ id: 'page', text: `${title}\n${text}` }]} keys={textOf(footerLine('reading', Infinity))} />;
  }
  return (
    <Frame columns={columns} rows={rows} title={line('seclab', 'title')} aside={[]} status={[]} footer={footerLine('reading', columns)}>
      <Pane title={title} lines={lines} offset={offset} width={columns} height={height} focused />
    </Frame>
  );
}

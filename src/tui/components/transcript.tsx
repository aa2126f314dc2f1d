import { Box, Static, Text, useWindowSize } from 'ink';
import { useState } from 'react';
import { span, textOf } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

/** A piece of a screen in words. It is read out when it is new and whenever its text changes. */
export interface Block {
  readonly id: string;
  readonly text: string;
}

/**
 * The screen for a screen reader: a transcript that only grows. Each block is written once when it appears and once for
 * each change; one last row tells the keys. A new `place` begins anew, so that coming back reads the place out again.
 */
export function Transcript({ place, blocks, keys }: { place: string; blocks: readonly Block[]; keys: string }) {
  const { columns } = useWindowSize();
  const [before, setWritten] = useState<Written>({ place: '', last: new Map(), lines: [] });
  const written = append(before, place, blocks);
  if (written !== before) setWritten(written);
  return (
    <Box flexDirection="column">
      <Static items={[...written.lines]}>{({ number, text }) => <Text key={number}>{wrapped(text, columns)}</Text>}</Static>
      <Text>{keys}</Text>
    </Box>
  );
}

/** Between words: a terminal by itself would break inside them. */
function wrapped(text: string, columns: number): string {
  return text
    .split('\n')
    .flatMap((row) => wrap([span(row)], columns - 1))
    .map(textOf)
    .join('\n');
}

interface Written {
  readonly place: string;
  readonly last: ReadonlyMap<string, string>;
  readonly lines: readonly { readonly number: number; readonly text: string }[];
}

function append(before: Written, place: string, blocks: readonly Block[]): Written {
  const known = before.place === place ? before.last : new Map<string, string>();
  const fresh = blocks.filter(({ id, text }) => text !== '' && known.get(id) !== text);
  if (fresh.length === 0 && before.place === place && blocks.every(({ id, text }) => known.get(id) === text)) return before;
  const from = before.lines.length;
  return {
    place,
    last: new Map(blocks.map(({ id, text }) => [id, text])),
    lines: [...before.lines, ...fresh.map(({ text }, index) => ({ number: from + index, text }))],
  };
}

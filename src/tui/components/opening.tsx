import { Lines } from './lines.tsx';
import { Frame } from './frame.tsx';
import { footerLine } from './footer.ts';
import { Transcript } from './transcript.tsx';
import { usePlain } from '../hooks/plain-context.ts';
import { useQuit } from '../hooks/quit-context.ts';
import { useKeys } from '../hooks/use-keys.ts';
import { useScreenSize } from '../hooks/use-screen-size.ts';
import { blank, line, span, textOf } from '../text/line.ts';
import { wrap } from '../text/wrap.ts';

/** Before a lab stands: what is being done, or why it could not be. */
export function Opening({
  lab,
  sentence,
  failed = false,
  onLeave,
}: {
  lab: string;
  sentence: string;
  failed?: boolean;
  onLeave: () => void;
}) {
  const { columns, rows } = useScreenSize();
  const plain = usePlain();
  const quit = useQuit();
  useKeys('waiting', { stop: onLeave, quit });
  if (plain)
    return (
      <Transcript place={`opening ${lab}`} blocks={[{ id: 'sentence', text: sentence }]} keys={textOf(footerLine('waiting', Infinity))} />
    );
  return (
    <Frame columns={columns} rows={rows} title={line(lab, 'title')} aside={[]} status={[]} footer={footerLine('waiting', columns)}>
      <Lines
        lines={[blank, ...wrap([span(sentence, failed ? 'notice.error' : 'status.busy')], columns - 4, { first: line('  '), hang: 2 })]}
      />
    </Frame>
  );
}

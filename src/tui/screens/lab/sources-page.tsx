import { ReadingPage } from '../../components/reading-page.tsx';
import type { Lab } from '../../../lab/types.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';

/** The AWS pages behind a lab, each with the date on which it was checked. */
export function SourcesPage({ lab, onClose }: { lab: Lab; onClose: () => void }) {
  return <ReadingPage title={`Sources of “${lab.title}”`} content={(width) => sourceLines(lab, width)} onClose={onClose} />;
}

function sourceLines(lab: Lab, width: number): Line[] {
  if (lab.sources.length === 0) return [line('This lab names no sources.', 'text.quiet')];
  return lab.sources.flatMap(({ title, url, checked }, index) => [
    ...(index > 0 ? [blank] : []),
    ...wrap([span(title, 'text.strong'), span(`  checked ${checked}`, 'text.quiet')], width),
    ...wrap([span(url, 'link')], width),
  ]);
}

import type { Block } from '../../components/transcript.tsx';
import { count, points } from '../../components/count.ts';
import { sentence } from '../../components/sentence.ts';
import { labWords } from '../../components/state-word.ts';
import type { LabEntry } from '../../services.ts';
import { textOf } from '../../text/line.ts';
import { welcomeLines } from './map-lines.ts';

/** The home screen in words. */
export function homeBlocks(labs: readonly LabEntry[], selected: LabEntry | undefined, next: LabEntry | undefined): Block[] {
  return [
    { id: 'heading', text: `All labs. ${count(labs.length, 'lab')}.` },
    ...labs.map((lab, index) => ({
      id: lab.id,
      text: `${index + 1}. ${spokenLab(lab)}${lab.id === next?.id ? ' This one is next.' : ''}`,
    })),
    { id: 'selected', text: selected === undefined ? '' : `Selected: ${sentence(selected.title)} ${selected.summary}` },
  ];
}

export function welcomeBlocks(first: LabEntry | undefined): Block[] {
  const text = welcomeLines(first, Infinity)
    .map(textOf)
    .filter((row) => row !== '')
    .join('\n');
  return [{ id: 'welcome', text }];
}

function spokenLab(lab: LabEntry): string {
  if (lab.state === 'toCome') return `${lab.title}: to come.`;
  return `${lab.title}: ${labWords[lab.state].word}, ${lab.passed} of ${count(lab.steps, 'step')} passed, ${points(lab.score)} of ${count(lab.points, 'point')}, ${count(lab.minutes, 'minute')}.`;
}

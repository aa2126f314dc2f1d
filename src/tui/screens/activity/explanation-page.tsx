import type { ApiEvent } from '../../../backend/types.ts';
import { ReadingPage } from '../../components/reading-page.tsx';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { line } from '../../text/line.ts';
import { operationOf, timeOf, whoOf } from './event-words.ts';
import { explanationLines } from './explanation-lines.ts';

/** The policy engine is loaded when the first explanation is asked for. */
const loadEngine = () => import('../../../iam/index.ts');

export function ExplanationPage({ event, onClose }: { event: ApiEvent; onClose: () => void }) {
  const engine = useLoaded(loadEngine);
  return (
    <ReadingPage
      title={`Why: ${operationOf(event)} by ${whoOf(event)} at ${timeOf(event)}`}
      onClose={onClose}
      content={(width) => {
        if (engine.state === 'loading') return [line('Reading the decision …', 'text.quiet')];
        if (engine.state === 'failed') return [line(engine.sentence, 'notice.error')];
        return explanationLines(event, engine.value.explain, width);
      }}
    />
  );
}

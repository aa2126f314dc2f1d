import { ReadingPage } from '../../components/reading-page.tsx';
import type { Scope } from '../../keys/table.ts';
import { helpLines } from './help-lines.ts';

export function HelpPage({ scope, onClose }: { scope: Scope; onClose: () => void }) {
  return <ReadingPage title="All keys" content={(width) => helpLines(scope, width)} onClose={onClose} />;
}

import { useCallback, useReducer, useState } from 'react';
import { footerLine } from '../../components/footer.ts';
import { Transcript } from '../../components/transcript.tsx';
import { usePlain } from '../../hooks/plain-context.ts';
import { useServices } from '../../hooks/services-context.ts';
import { useScreenSize } from '../../hooks/use-screen-size.ts';
import { useLoaded } from '../../hooks/use-loaded.ts';
import { textOf } from '../../text/line.ts';
import { HelpPage } from '../help/help-page.tsx';
import { homeBlocks, welcomeBlocks } from './home-blocks.ts';
import { homeReducer, homeStart, isFirstStart, nextLab, selectedLab } from './home-state.ts';
import { HomeView } from './home-view.tsx';
import { useHomeKeys } from './use-home-keys.ts';

/** All labs with the learner's progress; at the very first start a welcome. `selected` is the lab that the learner comes back from. */
export function HomeScreen({ selected, onOpen }: { selected?: string; onOpen: (lab: string) => void }) {
  const services = useServices();
  const plain = usePlain();
  const { columns, rows } = useScreenSize();
  const loaded = useLoaded(useCallback(() => services.labs(), [services]));
  const sandbox = useLoaded(useCallback(() => services.sandbox(), [services]));
  const [state, dispatch] = useReducer(homeReducer, selected === undefined ? homeStart : { ...homeStart, selected });
  const [helping, setHelping] = useState(false);
  const labs = loaded.state === 'ready' ? loaded.value : [];
  const next = nextLab(labs);
  const chosen = selectedLab(state, labs);
  const welcome = isFirstStart(labs) && !state.welcomeClosed;

  useHomeKeys({ labs, selected: chosen, welcome, isActive: !helping, dispatch, onOpen, onHelp: () => setHelping(true) });

  if (helping) return <HelpPage scope="home" onClose={() => setHelping(false)} />;
  const scope = welcome ? 'welcome' : 'home';
  if (plain) {
    const status = loaded.state === 'ready' ? '' : loaded.state === 'loading' ? 'Reading the labs.' : loaded.sentence;
    const blocks = welcome ? welcomeBlocks(next) : labs.length > 0 ? homeBlocks(labs, chosen, next) : [];
    return <Transcript place={scope} blocks={[...blocks, { id: 'status', text: status }]} keys={textOf(footerLine(scope, Infinity))} />;
  }
  return <HomeView size={{ columns, rows }} labs={loaded} sandbox={sandbox} selected={chosen} next={next} welcome={welcome} />;
}

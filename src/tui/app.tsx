import { useApp } from 'ink';
import { useCallback, useState } from 'react';
import { Opening } from './components/opening.tsx';
import { SizeGuard } from './components/too-small.tsx';
import { usePlain } from './hooks/plain-context.ts';
import { QuitProvider } from './hooks/quit-context.ts';
import { useLoaded } from './hooks/use-loaded.ts';
import { HomeScreen } from './screens/home/home-screen.tsx';

type Place = { readonly name: 'home'; readonly from?: string } | { readonly name: 'lab'; readonly lab: string };

/** The lab screen brings Markdown with it: it is loaded after the first frame. */
const loadLabScreen = () => import('./screens/lab/lab-screen.tsx');

/** Where the learner is: all labs, or in one. */
export function App({ startAt }: { startAt?: string }) {
  const { exit } = useApp();
  const plain = usePlain();
  const labScreen = useLoaded(loadLabScreen);
  const [place, setPlace] = useState<Place>(startAt === undefined ? { name: 'home' } : { name: 'lab', lab: startAt });
  const quit = useCallback(() => exit(), [exit]);
  const openLab = useCallback((lab: string) => setPlace({ name: 'lab', lab }), []);

  return <QuitProvider value={quit}>{plain ? screen() : <SizeGuard>{screen()}</SizeGuard>}</QuitProvider>;

  function screen() {
    if (place.name === 'home') return <HomeScreen {...(place.from === undefined ? {} : { selected: place.from })} onOpen={openLab} />;
    const goHome = () => setPlace({ name: 'home', from: place.lab });
    if (labScreen.state !== 'ready')
      return <Opening lab={place.lab} sentence={labScreen.state === 'failed' ? labScreen.sentence : ''} onLeave={goHome} />;
    const { LabScreen } = labScreen.value;
    return <LabScreen key={place.lab} lab={place.lab} onLeave={goHome} />;
  }
}

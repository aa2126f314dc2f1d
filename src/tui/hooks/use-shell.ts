import { useApp, useStdin } from 'ink';
import type { Run } from '../../lab/types.ts';
import { withoutStdin } from './hand-over.ts';
import { useServices } from './services-context.ts';

/** Hands the terminal to the learner's shell; resolves when it has exited and the screen is drawn again. */
export function useShell(run: Run): () => Promise<number> {
  const services = useServices();
  const { suspendTerminal } = useApp();
  const { stdin } = useStdin();
  return async () => {
    let code = 0;
    await suspendTerminal(async () => {
      code = await withoutStdin(stdin, () => services.openShell(run));
    });
    return code;
  };
}

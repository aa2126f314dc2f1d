import { errorSentence } from '../../components/error-sentence.ts';
import { useShell } from '../../hooks/use-shell.ts';
import { END, viewedAfter, viewedBefore, type Notice } from './run-view.ts';
import type { RunSession } from './use-run-session.ts';

export interface RunActions {
  readonly openShell: () => void;
  readonly check: () => void;
  readonly checkAll: () => void;
  readonly stopCheck: () => void;
  readonly askHint: () => void;
  readonly readHint: () => void;
  readonly answer: (option: number) => void;
  readonly reset: () => void;
  readonly nextStep: () => void;
  readonly previousStep: () => void;
  readonly leave: () => void;
}

/** What the learner can do in a lab. Nothing here throws: an error becomes the status row. */
export function useRunActions(session: RunSession, { onLeave, onReset }: { onLeave: () => void; onReset: () => void }): RunActions {
  const { run, view, dispatch, recheck, refresh } = session;
  const shell = useShell(run);
  const say = (notice: Notice | undefined) => dispatch({ type: 'notice', notice });
  const fail = (error: unknown) => say({ tone: 'error', text: errorSentence(error) });
  const attempt = (work: () => void) => {
    try {
      work();
    } catch (error) {
      fail(error);
    }
  };
  const step = run.lab.steps.find(({ id }) => id === view.viewed);
  const of = session.state.steps.find(({ id }) => id === view.viewed);

  return {
    openShell() {
      say(undefined);
      shell().then(refresh, fail);
    },
    check() {
      say(undefined);
      if (view.viewed === END) recheck.now(undefined);
      else recheck.now([view.viewed]);
    },
    checkAll() {
      say(undefined);
      recheck.now(undefined);
    },
    stopCheck() {
      recheck.stop();
      say({ tone: 'quiet', text: 'The check was stopped.' });
    },
    askHint() {
      if (step === undefined || of === undefined) return;
      if (of.hintsRead < step.hints.length) dispatch({ type: 'ask', question: 'hint' });
      else say({ tone: 'quiet', text: step.hints.length === 0 ? 'This step has no hints.' : 'All hints of this step have been read.' });
    },
    readHint() {
      dispatch({ type: 'answered' });
      if (step === undefined) return;
      attempt(() => {
        run.readHint(step.id);
        refresh();
        dispatch({ type: 'showPane', pane: 'progress' });
        dispatch({ type: 'scroll', move: 'bottom', total: Number.MAX_SAFE_INTEGER, height: 1 });
      });
    },
    answer(option) {
      if (step?.quiz === undefined || option >= step.quiz.options.length) return;
      attempt(() => {
        const { right } = run.answerQuiz(step.id, option);
        refresh();
        dispatch({ type: 'showPane', pane: 'progress' });
        say(
          right
            ? { tone: 'success', text: `✓ ${option + 1} is right.` }
            : { tone: 'failure', text: `✗ ${option + 1} is not right: its reason stands below it.` },
        );
        recheck.soon(step.id);
      });
    },
    reset: onReset,
    nextStep: () => dispatch({ type: 'view', viewed: viewedAfter(run.lab, view.viewed) }),
    previousStep: () => dispatch({ type: 'view', viewed: viewedBefore(run.lab, view.viewed) }),
    leave: onLeave,
  };
}

import { useCallback, useEffect, useReducer, useRef, useState, type Dispatch } from 'react';
import { errorSentence } from '../../components/error-sentence.ts';
import { useActivity, type Activity } from '../../hooks/use-activity.ts';
import { useRecheck } from '../../hooks/use-recheck.ts';
import { useRunState } from '../../hooks/use-run-state.ts';
import type { Checking, Rechecker } from '../../hooks/rechecker.ts';
import type { Run, RunState } from '../../../lab/types.ts';
import { withKeptTexts, type Texts } from './run-texts.ts';
import { resultNotice } from './result-notice.ts';
import { changeNotice, runViewReducer, runViewStart, stepToRecheck, type RunView, type RunViewEvent } from './run-view.ts';

export interface RunSession {
  readonly run: Run;
  /** The lab's texts, with the names of this run. */
  readonly texts: Texts;
  readonly state: RunState;
  readonly view: RunView;
  readonly dispatch: Dispatch<RunViewEvent>;
  readonly activity: Activity;
  readonly checking: Checking;
  /** Ids of the steps that are being checked. */
  readonly busy: readonly string[];
  readonly recheck: Pick<Rechecker, 'soon' | 'now' | 'stop'>;
  readonly refresh: () => void;
}

/** Everything that lives while a lab is open: its state, what is looked at, its calls, its checks. `onChanged` when it was reset elsewhere. */
export function useRunSession(run: Run, onChanged: () => void): RunSession {
  const [first] = useState(() => run.state());
  const [texts] = useState(() => withKeptTexts(run));
  const [view, dispatch] = useReducer(runViewReducer, first, runViewStart);
  const fail = useCallback((error: unknown) => dispatch({ type: 'notice', notice: { tone: 'error', text: errorSentence(error) } }), []);
  const [state, refresh] = useRunState(run, fail);
  const [steps, setSteps] = useState<readonly string[]>([]);

  const [checking, rechecking] = useRecheck(run, {
    onResults(results, asked) {
      refresh();
      const notice = resultNotice(run.lab, results);
      // A check by itself tells how far the learner is, and disturbs nothing.
      if (!asked && notice?.tone === 'failure') dispatch({ type: 'aside', text: notice.text });
      if (asked) {
        dispatch({ type: 'notice', notice });
        if (results.some(({ result }) => result !== 'passed')) dispatch({ type: 'showPane', pane: 'progress' });
      }
    },
    onError: fail,
  });
  const recheck: RunSession['recheck'] = {
    soon(step) {
      setSteps([step]);
      rechecking.soon(step);
    },
    now(asked) {
      setSteps(asked ?? run.lab.steps.map(({ id }) => id));
      rechecking.now(asked);
    },
    stop: rechecking.stop,
  };

  const activity = useActivity(run, () => {
    const step = stepToRecheck(state, view.viewed);
    if (step !== undefined) recheck.soon(step);
  });

  const before = useRef(state);
  useEffect(() => {
    const notice = changeNotice(run.lab, before.current, state);
    if (notice !== undefined) dispatch({ type: 'notice', notice });
    if (before.current.startedAt !== state.startedAt) onChanged();
    before.current = state;
  }, [run, state, onChanged]);

  return { run, texts, state, view, dispatch, activity, checking, busy: checking === 'no' ? [] : steps, recheck, refresh };
}

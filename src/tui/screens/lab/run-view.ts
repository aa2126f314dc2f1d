import type { Lab, RunState, StepState } from '../../../lab/types.ts';
import { clockTime } from '../../components/clock-time.ts';
import { clampOffset, scrolled, type ScrollMove } from '../../components/scroll.ts';

/** After the last step: what differs on real AWS. */
export const END = Symbol('end');

/** A step's id, or the page after the last one. */
export type Viewed = string | typeof END;

export type PaneName = 'task' | 'progress';

export interface Notice {
  readonly tone: 'success' | 'failure' | 'quiet' | 'error';
  readonly text: string;
}

/** What the learner looks at in a lab; what they have achieved is the run's. */
export interface RunView {
  readonly viewed: Viewed;
  readonly pane: PaneName;
  readonly offsets: Readonly<Record<PaneName, number>>;
  readonly page?: 'activity' | 'help' | 'sources';
  readonly asking?: 'hint' | 'reset';
  readonly notice?: Notice;
}

export type RunViewEvent =
  | { readonly type: 'view'; readonly viewed: Viewed }
  | { readonly type: 'switchPane' }
  | { readonly type: 'showPane'; readonly pane: PaneName }
  | { readonly type: 'scroll'; readonly move: ScrollMove; readonly total: number; readonly height: number }
  | { readonly type: 'open'; readonly page: 'activity' | 'help' | 'sources' }
  | { readonly type: 'closePage' }
  | { readonly type: 'ask'; readonly question: 'hint' | 'reset' }
  | { readonly type: 'answered' }
  | { readonly type: 'notice'; readonly notice: Notice | undefined }
  /** Said by the way: it takes the place of nothing that the learner waits for. */
  | { readonly type: 'aside'; readonly text: string };

export function runViewStart(state: RunState): RunView {
  return { viewed: state.current ?? END, pane: 'task', offsets: { task: 0, progress: 0 } };
}

export function runViewReducer(view: RunView, event: RunViewEvent): RunView {
  switch (event.type) {
    case 'view':
      return { ...without(view, 'notice', 'asking'), viewed: event.viewed, pane: 'task', offsets: { task: 0, progress: 0 } };
    case 'switchPane':
      return { ...view, pane: view.pane === 'task' ? 'progress' : 'task' };
    case 'showPane':
      return { ...view, pane: event.pane };
    case 'scroll': {
      const offset = scrolled(clampOffset(view.offsets[view.pane], event.total, event.height), event.move, event.total, event.height);
      return { ...view, offsets: { ...view.offsets, [view.pane]: offset } };
    }
    case 'open':
      return { ...view, page: event.page };
    case 'closePage':
      return without(view, 'page');
    case 'ask':
      return { ...without(view, 'notice'), asking: event.question };
    case 'answered':
      return without(view, 'asking');
    case 'notice':
      return event.notice === undefined ? without(view, 'notice') : { ...view, notice: event.notice };
    case 'aside':
      return view.notice === undefined || view.notice.tone === 'quiet' ? { ...view, notice: { tone: 'quiet', text: event.text } } : view;
  }
}

/** The page after the one in view; a step that has not passed does not keep anybody from reading on. */
export function viewedAfter(lab: Lab, viewed: Viewed): Viewed {
  const at = lab.steps.findIndex(({ id }) => id === viewed);
  return viewed === END ? END : (lab.steps[at + 1]?.id ?? END);
}

export function viewedBefore(lab: Lab, viewed: Viewed): Viewed {
  const at = viewed === END ? lab.steps.length : lab.steps.findIndex(({ id }) => id === viewed);
  return lab.steps[Math.max(0, at - 1)]?.id ?? viewed;
}

/** The step that events re-check: the one in view until it has passed, then the first that has not. */
export function stepToRecheck(state: RunState, viewed: Viewed): string | undefined {
  const inView = state.steps.find(({ id }) => id === viewed);
  return inView !== undefined && inView.state !== 'passed' ? inView.id : state.current;
}

/** What changed between two states of a run, in one sentence for the learner; undefined where nothing worth saying did. */
export function changeNotice(lab: Lab, before: RunState, after: RunState): Notice | undefined {
  const news = after.steps.filter((step) => step.state !== before.steps.find(({ id }) => id === step.id)?.state);
  const lost = news.find(({ state }) => state === 'lost');
  if (lost !== undefined) return { tone: 'failure', text: `! ${nameOf(lab, lost.id)} holds no longer${byWhat(lost)}.` };
  const passed = news.filter(({ state }) => state === 'passed').at(-1);
  if (passed === undefined) return undefined;
  if (after.current === undefined)
    return { tone: 'success', text: '✓ All steps have passed. After the last one n shows what differs on real AWS.' };
  return { tone: 'success', text: `✓ ${nameOf(lab, passed.id)} has passed. n leads on.` };
}

export function nameOf(lab: Lab, step: string): string {
  const at = lab.steps.findIndex(({ id }) => id === step);
  return `Step ${at + 1} (${lab.steps[at]?.title ?? step})`;
}

function byWhat({ lost }: StepState): string {
  return lost === undefined ? '' : ` since ${clockTime(lost.since)}${lost.by === undefined ? '' : `, by ${lost.by}`}`;
}

function without<K extends keyof RunView>(view: RunView, ...keys: readonly K[]): Omit<RunView, K> {
  const rest = { ...view };
  for (const key of keys) delete rest[key];
  return rest;
}

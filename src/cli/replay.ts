import { SeclabError } from '../aws/seclab-error.ts';
import type { Run, Step } from '../lab/types.ts';
import type { Context } from './context.ts';
import { openWorkbench, runPlace } from './place.ts';

const TIME_LIMIT = 120_000;

/**
 * Does for the learner what comes before a step, by the lab's first solution: those steps earn nothing.
 * Throws SeclabError `replay.failed`.
 */
export async function replayBefore(context: Context, run: Run, step: Step): Promise<void> {
  const [{ readPages }, { scriptOf }, { runScript }, { replaceNames }] = await Promise.all([
    import('../author/pages.ts'),
    import('../author/fences.ts'),
    import('../workbench/run-script.ts'),
    import('../check/names.ts'),
  ]);
  const [solution] = readPages(run.lab).solutions;
  const { env } = await openWorkbench(context, await runPlace(context, run));
  for (const { id, title } of run.lab.steps.slice(0, run.lab.steps.indexOf(step))) {
    if (run.state().steps.find((state) => state.id === id)?.passedAt !== undefined) continue;
    context.say(`Doing step ${id} for you (${title}) ...`);
    run.skip(id);
    const script = replaceNames(scriptOf(solution?.steps.get(id) ?? []), run.names);
    const { exitCode, output } = await runScript(script, {
      env,
      cwd: run.files,
      timeout: TIME_LIMIT,
      signal: context.signal,
      stopAtFailure: true,
    });
    const [result] = exitCode === 0 ? await run.check([id], context.signal) : [];
    if (result?.result !== 'passed') {
      throw new SeclabError(
        'replay.failed',
        `Step ${id} could not be done for you: its solution ended with ${exitCode ?? 'a signal'}.\n${output.trim()}`,
        { exit: 3 },
      );
    }
  }
}

import type { LabEntry, SandboxStatus, ScreenServices } from '../tui/services.ts';
import type { PlannedLab } from '../lab/index.ts';
import type { Context } from './context.ts';

/** What the screen asks of the rest of the program. Each part is loaded when it is first asked for. */
export function screenServices(context: Context): ScreenServices {
  const options = { home: context.home, backend: context.sandbox };
  return {
    labs: async () => {
      const { openRun, readCatalogue } = await import('../lab/index.ts');
      const { labs, toCome } = readCatalogue(context.env);
      const there = await Promise.all(
        labs.map(async (lab): Promise<LabEntry> => {
          const { id, title, summary, minutes, steps, prerequisites } = lab;
          const state = (await openRun(lab, options))?.state();
          const word = state === undefined ? 'new' : state.current === undefined ? 'done' : 'started';
          const passed = state?.steps.filter((step) => step.state === 'passed').length ?? 0;
          const points = steps.reduce((sum, step) => sum + step.points, 0);
          return { id, title, summary, minutes, prerequisites, steps: steps.length, passed, points, score: state?.score ?? 0, state: word };
        }),
      );
      return [...there, ...toCome.map(entryToCome)];
    },
    openLab: async (id, say) => {
      const { openLab, openRun, startRun } = await import('../lab/index.ts');
      const lab = openLab(id, context.env);
      if ((await openRun(lab, options)) === undefined) say(`Setting up ${lab.title}.`);
      const run = await startRun(lab, options);
      // The first check asks for it: asked for ahead, while the learner reads. What goes wrong here goes wrong there again, and is told.
      void context
        .sandbox()
        .then((sandbox) => sandbox.capabilities())
        .catch(() => {});
      return run;
    },
    eventSource: () => context.sandbox(),
    sandbox: async (): Promise<SandboxStatus> => {
      const { findSandbox } = await import('../backend/sandbox.ts');
      const status = await (await findSandbox(context.home))?.status();
      return status === undefined ? { state: 'stopped' } : { state: 'running', ...status };
    },
    openShell: async (run) => {
      const { openShell } = await import('../workbench/shell.ts');
      const { openWorkbench, runPlace } = await import('./place.ts');
      const workbench = await openWorkbench(context, await runPlace(context, run));
      return openShell({ workbench, cwd: run.files, label: run.lab.id });
    },
  };
}

function entryToCome(lab: PlannedLab): LabEntry {
  return { ...lab, state: 'toCome', minutes: 0, steps: 0, passed: 0, points: 0, score: 0, prerequisites: [] };
}

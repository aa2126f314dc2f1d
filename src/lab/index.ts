/** Labs and their runs. `docs/labs.md` describes the format of a lab. */

export { type Catalogue, listLabs, openLab, readCatalogue } from './catalogue.ts';
export { faultLine, type Fault } from './fault.ts';
export type { PlannedLab } from './path.ts';
export { currentRun, openRun, type RunOptions, startRun } from './start-run.ts';
export { isTrusted, trustLab } from './trust.ts';
export type { Lab, Quiz, Run, RunShell, RunState, Step, StepResult, StepState } from './types.ts';

import type { CommandFile } from './command.ts';

export interface CommandEntry {
  readonly name: string;
  /** One line of `seclab help`. */
  readonly summary: string;
  readonly group: 'learner' | 'instructor' | 'author' | 'policy' | 'hidden';
  readonly load: () => Promise<{ readonly default: CommandFile<never> }>;
}

/** Every command, in the order in which help shows them. A command's own file is loaded only when it is called. */
export const COMMANDS: readonly CommandEntry[] = [
  { name: 'start', summary: 'Start a lab, or go on with it', group: 'learner', load: () => import('./commands/start.ts') },
  { name: 'show', summary: 'Show what a step asks', group: 'learner', load: () => import('./commands/show.ts') },
  { name: 'check', summary: 'Check what has been done', group: 'learner', load: () => import('./commands/check.ts') },
  { name: 'hint', summary: 'Read the next hint of a step', group: 'learner', load: () => import('./commands/hint.ts') },
  { name: 'why', summary: 'Explain the last call that was refused', group: 'learner', load: () => import('./commands/why.ts') },
  { name: 'aws', summary: 'Call the lab’s AWS', group: 'learner', load: () => import('./commands/aws.ts') },
  { name: 'shell', summary: 'Open a shell whose aws is the lab’s', group: 'learner', load: () => import('./commands/shell.ts') },
  { name: 'doctor', summary: 'Say whether this machine is ready', group: 'learner', load: () => import('./commands/doctor.ts') },
  { name: 'screen', summary: 'Open the screen, at a lab', group: 'instructor', load: () => import('./commands/screen.ts') },
  { name: 'list', summary: 'List the labs', group: 'instructor', load: () => import('./commands/list.ts') },
  { name: 'status', summary: 'Say what runs, and how far the lab is', group: 'instructor', load: () => import('./commands/status.ts') },
  { name: 'answer', summary: 'Answer the question of a step', group: 'instructor', load: () => import('./commands/answer.ts') },
  { name: 'reset', summary: 'Set the lab up anew', group: 'instructor', load: () => import('./commands/reset.ts') },
  { name: 'up', summary: 'Start the sandbox and print its keys', group: 'instructor', load: () => import('./commands/up.ts') },
  { name: 'down', summary: 'Stop the sandbox; its state stays', group: 'instructor', load: () => import('./commands/down.ts') },
  { name: 'env', summary: 'Print settings for a shell of your own', group: 'instructor', load: () => import('./commands/env.ts') },
  { name: 'events', summary: 'List the calls that were made', group: 'instructor', load: () => import('./commands/events.ts') },
  { name: 'prove', summary: 'Prove that labs grade what they say', group: 'author', load: () => import('./commands/prove.ts') },
  { name: 'lint', summary: 'Find faults in the files of labs', group: 'author', load: () => import('./commands/lint.ts') },
  { name: 'can', summary: 'Say whether somebody may do something, and why', group: 'policy', load: () => import('./commands/can.ts') },
  { name: 'who-can', summary: 'Say who may do something', group: 'policy', load: () => import('./commands/who-can.ts') },
  { name: 'sweep', summary: 'List everything that somebody may do', group: 'policy', load: () => import('./commands/sweep.ts') },
  { name: 'diff', summary: 'Say what a change of a policy changes', group: 'policy', load: () => import('./commands/diff.ts') },
  { name: 'policy', summary: 'Find faults in policies: policy lint FILE', group: 'policy', load: () => import('./commands/policy.ts') },
  { name: 'evaluate', summary: 'Judge cases by the policy engine', group: 'policy', load: () => import('./commands/evaluate.ts') },
  { name: 'sandbox', summary: 'The process of the sandbox', group: 'hidden', load: () => import('./commands/sandbox.ts') },
];

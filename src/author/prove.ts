import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Backend } from '../backend/types.ts';
import { badLab } from '../lab/fault.ts';
import type { Lab } from '../lab/index.ts';
import { findInstalledAws } from '../workbench/aws-executable.ts';
import { type Attempt, readAttempts, readPages, type Solution } from './pages.ts';
import { inParallel } from './in-parallel.ts';
import type { Proof } from './proof.ts';
import { proveAttempt } from './prove-attempt.ts';
import { proveMutants } from './prove-mutants.ts';
import { proveSolution } from './prove-solution.ts';
import { proveUntouched } from './prove-untouched.ts';
import type { Rehearse } from './rehearsal.ts';
import { Rehearsal } from './rehearsal.ts';

export interface ProveOptions {
  readonly lab: Lab;
  readonly backend: Backend;
  /** Which AWS CLI the commands run. */
  readonly aws: 'builtin' | 'installed';
  /** A folder with further attempts. */
  readonly attempts?: string;
  /** Where runs are kept meanwhile; default the system's folder for temporary files. */
  readonly scratch?: string;
  /** Default 2. */
  readonly parallel?: number;
  /** Also make mutants of the first solution's policies; default false. */
  readonly mutants?: boolean;
  readonly signal?: AbortSignal;
  /** Told of each thing that is proven or not, as it comes. */
  readonly onProgress?: (line: {
    readonly what: 'untouched' | 'solution' | 'mistake' | 'attempt' | 'mutants';
    readonly name: string;
    readonly ok: boolean;
  }) => void;
}

/**
 * Proves a lab: untouched it earns nothing, each solution passes step by step from a fresh start, each mistake is refused with the
 * explanation meant for it, mutants of the solution do not pass, and checking changes nothing.
 * Throws SeclabError `lab.invalid`, `aws.notInstalled`, `attempts.none`.
 */
export async function proveLab(options: ProveOptions): Promise<Proof> {
  const { lab, backend, attempts: folder, parallel = 2, onProgress = () => {} } = options;
  const { solutions, mistakes, faults } = readPages(lab);
  if (faults.length > 0) throw badLab(lab.folder, faults);
  const [first] = solutions;
  if (first === undefined) throw new SeclabError('lab.invalid', `The lab in ${lab.folder} has no solution.`);
  const attempts = folder === undefined ? [] : readAttempts(lab, folder);

  const rehearse = await rehearsing(options);
  const tell = <Result extends { readonly ok: boolean }>(what: Parameters<typeof onProgress>[0]['what'], name: string, result: Result) => {
    onProgress({ what, name, ok: result.ok });
    return result;
  };
  const solutionOf = ({ after }: Attempt): Solution => solutions.find(({ name }) => name === after) ?? first;
  const untouched = tell('untouched', lab.id, await proveUntouched(rehearse));
  const provenSolutions = await inParallel(parallel, solutions, async (solution) =>
    tell('solution', solution.name, await proveSolution(rehearse, lab, backend, solution)),
  );
  const prove = (what: 'mistake' | 'attempt') => async (attempt: Attempt) =>
    tell(what, attempt.name, await proveAttempt(rehearse, lab, attempt, solutionOf(attempt)));
  const provenMistakes = await inParallel(parallel, mistakes, prove('mistake'));
  const provenAttempts = await inParallel(parallel, attempts, prove('attempt'));
  const wantsMutants = options.mutants === true && provenSolutions[0]?.ok === true;
  const mutants = wantsMutants ? await proveMutants(rehearse, lab, backend, first) : { killed: 0, equivalent: 0, survived: [] };
  if (wantsMutants) tell('mutants', first.name, { ok: mutants.survived.length === 0 });

  const parts = [untouched, ...provenSolutions, ...provenMistakes, ...provenAttempts];
  return {
    lab: lab.id,
    backend: (await backend.status()).backend,
    untouched,
    solutions: provenSolutions,
    mistakes: provenMistakes,
    attempts: provenAttempts,
    mutants,
    ok: parts.every(({ ok }) => ok) && mutants.survived.length === 0,
  };
}

/** Gives the function that starts a rehearsal, plays in it, and clears it away. */
async function rehearsing({
  lab,
  backend,
  aws,
  scratch = tmpdir(),
  signal = new AbortController().signal,
}: ProveOptions): Promise<Rehearse> {
  const folder = join(scratch, `seclab-prove-${randomBytes(4).toString('hex')}`);
  const installed = aws === 'installed' ? await findInstalledAws(folder) : undefined;
  if (aws === 'installed' && installed === undefined) {
    throw new SeclabError('aws.notInstalled', 'There is no AWS CLI on this machine: install it, or prove with the built-in one.', {
      exit: 3,
    });
  }
  let count = 0;
  return async (play, variant = (same) => same) => {
    signal.throwIfAborted();
    const home = `${folder}-${++count}`;
    try {
      const rehearsal = await Rehearsal.start({
        lab: variant(lab),
        backend,
        home,
        signal,
        ...(installed === undefined ? {} : { installedAws: installed.path }),
      });
      try {
        return await play(rehearsal);
      } finally {
        await rehearsal.end();
      }
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  };
}

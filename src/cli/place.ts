import { join } from 'node:path';
import { ensureFolder } from '../aws/home.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Backend } from '../backend/types.ts';
import type { Run } from '../lab/types.ts';
import type { Workbench } from '../workbench/environment.ts';
import type { Profiles } from '../workbench/profiles.ts';
import type { Context } from './context.ts';
import { openPlayground } from './playground.ts';

/** Where a command works: in the accounts of a lab's run, or in the playground. */
export interface Place {
  /** The lab's id, or `playground`. */
  readonly label: string;
  readonly backend: Backend;
  /** By the lab's name for them. */
  readonly accounts: Readonly<Record<string, string>>;
  /** By account name: the `seq` of the last event that is not the learner's. */
  readonly since: Readonly<Record<string, number>>;
  readonly profiles: Profiles;
  readonly defaultProfile: string;
  readonly variables: Readonly<Record<string, string>>;
  /** The learner's files. */
  readonly files: string;
}

const PLAYGROUND = 'playground';

/** The place of the current run, else the playground, which `asked` names too. */
export async function openPlace(context: Context, asked?: 'playground'): Promise<Place> {
  const run = asked === PLAYGROUND ? undefined : await findRun(context);
  return run === undefined ? playgroundPlace(context) : runPlace(context, run);
}

/**
 * The run that commands mean: in a lab's shell that lab's, else the one started last; undefined where there is none.
 */
export async function findRun(context: Context): Promise<Run | undefined> {
  const { currentRun, openLab, openRun } = await import('../lab/index.ts');
  const options = { home: context.home, backend: context.sandbox };
  const label = context.env['SECLAB_LAB'] ?? '';
  if (label === PLAYGROUND) return undefined;
  return label === '' ? currentRun({ ...options, env: context.env }) : openRun(openLab(label, context.env), options);
}

/** As `findRun`. Throws SeclabError `run.none` where there is none. */
export async function requireRun(context: Context): Promise<Run> {
  const run = await findRun(context);
  if (run === undefined)
    throw new SeclabError('run.none', 'No lab is started. `seclab list` shows the labs, `seclab start LAB` starts one.');
  return run;
}

/** Writes the AWS files and commands of a place; `profile` is who its shell is, by default the lab's choice. */
export async function openWorkbench(context: Context, place: Place, profile?: string): Promise<Workbench> {
  const [{ prepareWorkbench }, { chooseAws }] = await Promise.all([
    import('../workbench/environment.ts'),
    import('../workbench/aws-executable.ts'),
  ]);
  const chosen = profile ?? place.defaultProfile;
  const keys = place.profiles[chosen];
  if (keys === undefined) {
    const names = Object.keys(place.profiles).join(', ');
    throw new SeclabError('profile.unknown', `There is no profile \`${chosen}\` in ${place.label}: its profiles are ${names}.`);
  }
  const installed = await chooseAws(context.home, context.env);
  return prepareWorkbench({
    home: context.home,
    // A shell as somebody else has files of its own: another shell's `default` stays who it was.
    folder: join(context.home, 'workbench', profile === undefined ? place.label : `${place.label}-${profile}`),
    endpoint: place.backend.endpoint,
    plainEndpoint: place.backend.plainEndpoint,
    region: place.backend.region,
    profiles: { ...place.profiles, default: keys },
    names: { ...place.variables, SECLAB_LAB: place.label },
    inherited: context.env,
    ...(installed === undefined ? {} : { installedAws: installed.path }),
  });
}

/** A run as a place. */
export async function runPlace(context: Context, run: Run): Promise<Place> {
  const { accounts, since, files, shell } = run;
  return { label: run.lab.id, backend: await context.sandbox(), accounts, since, files, ...shell };
}

async function playgroundPlace(context: Context): Promise<Place> {
  const backend = await context.sandbox();
  const { account, root, admin, since } = await openPlayground(context.home, backend);
  return {
    label: PLAYGROUND,
    backend,
    accounts: { main: account },
    since: { main: since },
    profiles: { admin, root },
    defaultProfile: 'admin',
    variables: { MAIN: account },
    files: ensureFolder(context.home, PLAYGROUND),
  };
}

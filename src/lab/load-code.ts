import { existsSync, statSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { program } from '../aws/program.ts';
import { SeclabError } from '../aws/seclab-error.ts';
import type { Setup } from '../check/setup.ts';
import type { Check } from '../check/types.ts';
import type { Lab } from './types.ts';

/**
 * Loads the checks of a lab: runs its `checks.ts` (or `.js`), which exports one check a step, under the step's id in camel case.
 * Throws SeclabError `lab.invalid` for code that does not load, or lacks a step.
 */
export async function loadChecks(lab: Lab): Promise<ReadonlyMap<string, Check>> {
  const exported = await load(lab, 'checks');
  const checks = new Map<string, Check>();
  for (const { id } of lab.steps) {
    const name = exportName(id);
    const check = exported[name];
    if (!isCheck(check)) {
      const found = check === undefined ? `does not export \`${name}\`` : `exports \`${name}\`, which is not made by \`check({...})\``;
      throw new SeclabError('lab.invalid', `checks.ts of ${lab.folder} ${found}, the check of step \`${id}\`.`);
    }
    checks.set(id, check);
  }
  return checks;
}

/** Loads the set-up of a lab. Throws SeclabError `lab.invalid`. */
export async function loadSetup(lab: Lab): Promise<Setup> {
  const { default: setup } = await load(lab, 'setup');
  if (!isSetup(setup)) throw new SeclabError('lab.invalid', `setup.ts of ${lab.folder} does not \`export default setup(...)\`.`);
  return setup;
}

/** `pass-role` is exported as `passRole`. */
export function exportName(step: string): string {
  return step.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

async function load(lab: Lab, name: 'checks' | 'setup'): Promise<Readonly<Record<string, unknown>>> {
  const path = [`${name}.js`, `${name}.ts`].map((file) => join(lab.folder, file)).find((file) => existsSync(file));
  if (path === undefined) throw new SeclabError('lab.invalid', `There is no ${name}.ts in ${lab.folder}.`);
  if (lab.origin === 'folder' || program.fromSource) mapOwnImports();
  try {
    // An author's change counts at once, also in a process that has loaded the file before.
    const version = lab.origin === 'folder' ? `?v=${statSync(path).mtimeMs}` : '';
    return await import(/* @vite-ignore */ pathToFileURL(path).href + version);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SeclabError('lab.invalid', `${path} does not load: ${reason}`, { cause });
  }
}

let isMapped = false;

/** Lets a lab that runs from source import `seclab/check`: it gets the running program's own. */
function mapOwnImports(): void {
  if (isMapped) return;
  isMapped = true;
  const root = dirname(program.labs);
  const own = pathToFileURL(program.fromSource ? join(root, 'src', 'check', 'index.ts') : join(root, 'check.js')).href;
  registerHooks({
    resolve: (specifier, context, next) => (specifier === 'seclab/check' ? { url: own, shortCircuit: true } : next(specifier, context)),
  });
}

function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'seclab.check';
}

function isSetup(value: unknown): value is Setup {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'seclab.setup';
}

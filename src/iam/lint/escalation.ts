import { findAction } from '../catalogue.ts';
import { compiled } from '../compile.ts';
import { parseOperator } from '../operators.ts';
import type { Statement } from '../types.ts';
import { compilePattern, matches } from '../wildcard.ts';
import { ESCALATION_PATHS, type EscalationPath } from './escalation-paths.ts';
import { fits } from './resources.ts';
import { type LintFinding, PAGES, type Rule, type Subject } from './types.ts';

/** Ways in which whoever has an identity-based policy can give himself more than it says. */
export const escalationRule: Rule = (subject) => {
  if (subject.kind !== 'identity' || grantsAll(subject)) return [];
  const found = ESCALATION_PATHS.flatMap((path) => open(path, subject) ?? []);
  if (found.length <= MOST_TOLD) return found.map(({ path, at }) => finding(at, path.actions.join(' and '), path.how));
  const shown = found.slice(0, MOST_TOLD).map(({ path }) => path.how);
  const all = `${shown.join('; ')}; and ${found.length - MOST_TOLD} more ways`;
  return [finding(found[0]?.at ?? '', 'These actions', all)];
};

const MOST_TOLD = 4;

function finding(path: string, what: string, how: string): LintFinding {
  return {
    rule: 'privilege-escalation',
    severity: 'error',
    path,
    what: `${what} can be turned into more: ${how}.`,
    mend: 'Grant it on the resources that are meant, with a condition on iam:PermissionsBoundary, iam:PolicyARN or iam:PassedToService, or not at all.',
    page: PAGES.leastPrivilege,
  };
}

/** Who is an administrator already gains nothing. */
function grantsAll({ statements }: Subject): boolean {
  return statements.some(
    ({ statement: { effect, action, resource, conditions } }) =>
      effect === 'Allow' &&
      conditions.length === 0 &&
      action?.some((text) => text === '*' || text === '*:*') === true &&
      resource?.includes('*') === true,
  );
}

/** The path where all its actions are granted, with the place of the grant that counts; undefined where one is not. */
function open(path: EscalationPath, subject: Subject): { path: EscalationPath; at: string } | undefined {
  const places = path.actions.map((action) => grantOf(action, path, subject));
  const [at] = places;
  return at === undefined || places.includes(undefined) ? undefined : { path, at };
}

function grantOf(action: string, path: EscalationPath, { document, statements }: Subject): string | undefined {
  const speaking = compiled(document).forAction(action.toLowerCase());
  if (speaking.some(({ source }) => source.effect === 'Deny' && isTotal(source))) return undefined;
  const grant = speaking.find(({ source }) => source.effect === 'Allow' && gains(source, action, path));
  return grant === undefined ? undefined : statements[grant.source.index]?.path;
}

function isTotal({ resource, conditions }: Statement): boolean {
  return conditions.length === 0 && resource?.includes('*') === true;
}

/** Conditions that say what may be attached, to whom it may be passed, or on what it may be done, close the path. */
function gains({ conditions, resource }: Statement, action: string, { passedTo, onlyOthers }: EscalationPath): boolean {
  const known = findAction(action);
  if (known !== undefined && resource?.every((pattern) => !fits(known, pattern)) === true) return false;
  if (onlyOthers && resource?.every((text) => text.includes('${aws:username}')) === true) return false;
  return conditions.every(({ key, operator, values }) => {
    const name = key.toLowerCase();
    if (action === 'iam:PassRole' && name === 'iam:passedtoservice') {
      if (passedTo === undefined || parseOperator(operator)?.negated === true) return true;
      return values.some((value) => matches(compilePattern([value]), passedTo));
    }
    return !CLOSING.some((start) => name.startsWith(start));
  });
}

const CLOSING = [
  'iam:permissionsboundary',
  'iam:policyarn',
  'aws:resourcetag/',
  'iam:resourcetag/',
  'ssm:resourcetag/',
  'aws:resourceaccount',
];

import { checkArn } from './check-arn.ts';
import { quote } from './json.ts';
import { LEGACY, PolicyError, SYNTAX } from './policy-error.ts';
import type { PolicyKind, Statement } from './types.ts';
import { parseVariables } from './variables.ts';
import { compilePattern, matches } from './wildcard.ts';

/** An ARN with too few parts: IAM fills three with `*`, and cannot read four or five. */
export function checkResourceShape(statement: Statement, path: string): void {
  for (const { text, at } of resources(statement, path)) {
    const parts = text.split(':').length;
    if (text.startsWith('arn:') && (parts === 4 || parts === 5) && !text.endsWith('*')) {
      throw fault(at, 'an ARN with six parts between colons', text, LEGACY);
    }
  }
}

/** Actions are there and name their service: `s3:GetObject`, `s3:*`, `*`. */
export function checkActions(statement: Statement, path: string): void {
  const actions = statement.action ?? statement.notAction;
  const element = statement.notAction === undefined ? 'Action' : 'NotAction';
  if (actions === undefined || actions.length === 0) {
    throw new PolicyError({
      path: `${path}.${element}`,
      expected: 'at least one action',
      got: 'none',
      awsMessage: 'Policy statement must contain actions.',
    });
  }
  for (const { text, at } of entries(actions, `${path}.${element}`)) {
    if (text === '*' || text === '*:*') continue;
    const colon = text.indexOf(':');
    if (colon < 1) {
      throw fault(
        at,
        'an action with its service before it (`s3:GetObject`)',
        text,
        'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.',
      );
    }
    const service = text.slice(0, colon);
    if (!/^[A-Za-z0-9.-]+$/.test(service)) {
      throw fault(at, 'an action of one service, named in full', text, `Vendor ${service} is not valid`);
    }
    if (colon === text.length - 1) throw fault(at, 'an action after the colon', text, SYNTAX);
  }
}

export function checkActionColons(statement: Statement, path: string): void {
  const element = statement.notAction === undefined ? 'Action' : 'NotAction';
  for (const { text, at } of entries(statement.action ?? statement.notAction ?? [], `${path}.${element}`)) {
    if (text.split(':').length > 2) throw fault(at, 'an action with one colon', text, 'Actions/Condition can contain only one colon.');
  }
}

/** The actions that take a role; a wildcard may stand for several of them, but not for other services. */
export function checkTrustActions(statement: Statement, path: string): void {
  const element = statement.notAction === undefined ? 'Action' : 'NotAction';
  for (const { text, at } of entries(statement.action ?? statement.notAction ?? [], `${path}.${element}`)) {
    const pattern = compilePattern([text.toLowerCase()]);
    const assumes = text.toLowerCase().startsWith('sts:') && TRUST_ACTIONS.some((action) => matches(pattern, action));
    if (!assumes || statement.notAction !== undefined) {
      throw fault(
        at,
        'an action that assumes a role (`sts:AssumeRole`, ...)',
        text,
        'AssumeRole policy may only specify STS AssumeRole actions.',
      );
    }
  }
}

/** Resources are there, and each is `*` or an ARN. */
export function checkResources(statement: Statement, path: string, kind: PolicyKind): void {
  if ((statement.resource ?? statement.notResource ?? []).length === 0) {
    const element = statement.notResource === undefined ? 'Resource' : 'NotResource';
    throw new PolicyError({
      path: `${path}.${element}`,
      expected: 'at least one resource',
      got: 'none',
      awsMessage: 'Policy statement must contain resources.',
    });
  }
  for (const { text, at } of resources(statement, path)) {
    if (text === '*' || (kind === 'resource' && text.startsWith('execute-api:/'))) continue;
    checkArn(text, at, kind);
    if (parseVariables(text) === undefined) throw fault(at, 'policy variables written as `${key}`', text, SYNTAX);
  }
}

const TRUST_ACTIONS = [
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
];

function resources(statement: Statement, path: string): { text: string; at: string }[] {
  return [...entries(statement.resource ?? [], `${path}.Resource`), ...entries(statement.notResource ?? [], `${path}.NotResource`)];
}

function entries(texts: readonly string[], path: string): { text: string; at: string }[] {
  return texts.map((text, index) => ({ text, at: texts.length === 1 ? path : `${path}[${index}]` }));
}

function fault(path: string, expected: string, got: string, awsMessage: string): PolicyError {
  return new PolicyError({ path, expected, got: quote(got), awsMessage });
}

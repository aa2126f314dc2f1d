import { checkActions, checkActionColons, checkResources, checkResourceShape, checkTrustActions } from './check-elements.ts';
import { GRAMMARS, KIND_IN_WORDS } from './grammar.ts';
import { isList, isObject, join, type Json, type JsonObject, quote, readJson, takeJson } from './json.ts';
import { parseConditions } from './parse-conditions.ts';
import { parsePrincipalElement } from './parse-principal-element.ts';
import { LEGACY, PolicyError, SYNTAX } from './policy-error.ts';
import type { PolicyDocument, PolicyKind, Statement } from './types.ts';

/**
 * Reads and validates a policy document, given as JSON text or as its parsed value. Everything that AWS would not store is refused,
 * and so is everything that this engine does not know: an unknown element can never come to mean an allowance.
 * Throws PolicyError.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(source: unknown, kind: PolicyKind): PolicyDocument {
  const root = typeof source === 'string' ? readJson(source) : takeJson(source);
  if (!isObject(root)) throw syntax('', 'a JSON object', root);
  refuseUnknown(root, '', ['Version', 'Id', 'Statement']);
  const version = parseVersion(root.get('Version'), kind);
  const id = optionalText(root.get('Id'), 'Id');
  const list = root.get('Statement');
  const items = isList(list) ? list : [list];
  if (list === undefined || items.length === 0) throw syntax('Statement', 'at least one statement', list);
  const statements = items.map((item, index) =>
    parseStatement(item, isList(list) ? `Statement[${index}]` : 'Statement', { index, kind, version }),
  );
  validate(statements, kind, isList(list));
  return id === undefined ? { version, statements } : { version, id, statements };
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

function parseVersion(value: Json | undefined, kind: PolicyKind): PolicyDocument['version'] {
  if (value === undefined && kind !== 'rcp') return '2008-10-17';
  if (value === '2012-10-17' || (value === '2008-10-17' && kind !== 'rcp')) return value;
  throw syntax('Version', kind === 'rcp' ? '"2012-10-17"' : '"2012-10-17" or "2008-10-17"', value);
}

interface Place {
  readonly index: number;
  readonly kind: PolicyKind;
  readonly version: PolicyDocument['version'];
}

function parseStatement(value: Json | undefined, path: string, place: Place): Statement {
  if (!isObject(value)) throw syntax(path, 'a JSON object', value);
  refuseUnknown(value, path, ELEMENTS);
  refuseMisplaced(value, path, place.kind);
  for (const [one, other] of [
    ['Action', 'NotAction'],
    ['Resource', 'NotResource'],
    ['Principal', 'NotPrincipal'],
  ] as const) {
    if (value.has(one) && value.has(other)) throw syntax(join(path, other), `absent beside ${one}`, value.get(other));
  }
  const effect = parseEffect(value.get('Effect'), join(path, 'Effect'));
  const sid = optionalText(value.get('Sid'), join(path, 'Sid'));
  const texts = (name: string) => optionalTexts(value.get(name), join(path, name));
  const action = texts('Action');
  const notAction = texts('NotAction');
  const resource = texts('Resource');
  const notResource = texts('NotResource');
  const principal = value.has('Principal') ? parsePrincipalElement(value.get('Principal'), join(path, 'Principal'), place.kind) : undefined;
  const notPrincipal = value.has('NotPrincipal')
    ? parsePrincipalElement(value.get('NotPrincipal'), join(path, 'NotPrincipal'), place.kind)
    : undefined;
  return {
    ...(sid === undefined ? {} : { sid }),
    index: place.index,
    effect,
    ...(principal === undefined ? {} : { principal }),
    ...(notPrincipal === undefined ? {} : { notPrincipal }),
    ...(action === undefined ? {} : { action }),
    ...(notAction === undefined ? {} : { notAction }),
    ...(resource === undefined ? {} : { resource }),
    ...(notResource === undefined ? {} : { notResource }),
    conditions: parseConditions(value.get('Condition'), join(path, 'Condition'), place.version),
  };
}

/** Elements that this kind of document may not have, each with the sentence that AWS has for it. */
function refuseMisplaced(statement: JsonObject, path: string, kind: PolicyKind): void {
  const grammar = GRAMMARS[kind];
  const refuse = (element: string, awsMessage: string) => {
    if (!statement.has(element)) return;
    throw new PolicyError({
      path: join(path, element),
      expected: `absent from ${KIND_IN_WORDS[kind]}`,
      got: quote(statement.get(element)),
      awsMessage,
    });
  };
  if (grammar.principal === 'forbidden') {
    refuse('Principal', 'Policy document should not specify a principal.');
    refuse('NotPrincipal', 'Policy document should not specify a principal.');
  }
  if (!grammar.notPrincipal) {
    refuse('NotPrincipal', kind === 'trust' ? 'AssumeRole policy must not contain NotPrincipal field.' : SYNTAX);
  }
  if (grammar.resource === 'forbidden') {
    refuse('Resource', 'Has prohibited field Resource');
    refuse('NotResource', 'AssumeRole policy must not contain resources.');
  }
  if (!grammar.notAction) refuse('NotAction', SYNTAX);
}

function parseEffect(value: Json | undefined, path: string): 'Allow' | 'Deny' {
  if (value === 'Allow' || value === 'Deny') return value;
  const otherCase = typeof value === 'string' && ['allow', 'deny'].includes(value.toLowerCase());
  throw new PolicyError({
    path,
    expected: '"Allow" or "Deny"',
    got: quote(value),
    awsMessage: otherCase ? LEGACY : SYNTAX,
  });
}

/** In the order in which IAM looks, so that its sentence is the one that IAM would give. */
function validate(statements: readonly Statement[], kind: PolicyKind, isListed: boolean): void {
  const grammar = GRAMMARS[kind];
  const all = statements.map((statement) => ({ statement, path: isListed ? `Statement[${statement.index}]` : 'Statement' }));
  for (const { statement, path } of all) {
    checkResourceShape(statement, path);
    if (grammar.principal === 'required') checkPrincipal(statement, path, kind);
  }
  if (grammar.strictSids) checkSids(all);
  for (const { statement, path } of all) checkActions(statement, path);
  if (grammar.resource === 'required') for (const { statement, path } of all) checkResources(statement, path, kind);
  for (const { statement, path } of all) checkActionColons(statement, path);
  if (kind === 'trust') {
    for (const { statement, path } of all) {
      checkTrustActions(statement, path);
      checkCognito(statement, path);
    }
  }
  if (kind === 'rcp' && !isFullAccess(statements)) for (const { statement, path } of all) checkRcp(statement, path);
}

function checkPrincipal(statement: Statement, path: string, kind: PolicyKind): void {
  if (statement.principal === undefined && statement.notPrincipal === undefined) {
    const expected = `there: ${KIND_IN_WORDS[kind]} says who`;
    throw new PolicyError({ path: `${path}.Principal`, expected, got: 'nothing', awsMessage: 'Missing required field Principal' });
  }
  if (statement.notPrincipal !== undefined && statement.effect === 'Allow') {
    const expected = 'used only with "Effect": "Deny"';
    throw new PolicyError({
      path: `${path}.NotPrincipal`,
      expected,
      got: '"Effect": "Allow"',
      awsMessage: 'Allow with NotPrincipal is not allowed.',
    });
  }
}

/** Since 2024 IAM stores no trust in every identity pool of the world. https://docs.aws.amazon.com/cognito/latest/developerguide/iam-roles.html */
function checkCognito(statement: Statement, path: string): void {
  const trusts = statement.effect === 'Allow' && statement.principal?.Federated.includes('cognito-identity.amazonaws.com') === true;
  if (!trusts || statement.conditions.length > 0) return;
  const awsMessage = 'A condition block must be present for the Cognito provider';
  throw new PolicyError({ path: `${path}.Condition`, expected: 'there, and to name the identity pool', got: 'nothing', awsMessage });
}

function checkSids(all: readonly { statement: Statement; path: string }[]): void {
  const seen = new Set<string>();
  for (const { statement, path } of all) {
    if (statement.sid === undefined || statement.sid === '') continue;
    const got = quote(statement.sid);
    if (seen.has(statement.sid)) {
      const awsMessage = 'Statement IDs (SID) in a single policy must be unique.';
      throw new PolicyError({ path: `${path}.Sid`, expected: 'used once in the document', got: `${got} again`, awsMessage });
    }
    if (!/^[A-Za-z0-9]*$/.test(statement.sid)) {
      throw new PolicyError({ path: `${path}.Sid`, expected: 'letters and digits only', got, awsMessage: SYNTAX });
    }
    seen.add(statement.sid);
  }
}

/** `RCPFullAWSAccess`, the one RCP that allows; it hangs everywhere and cannot be taken off. */
function isFullAccess(statements: readonly Statement[]): boolean {
  const [only, more] = statements;
  return (
    more === undefined &&
    only?.effect === 'Allow' &&
    only.principal?.everyone === true &&
    only.conditions.length === 0 &&
    only.action?.join() === '*' &&
    only.resource?.join() === '*'
  );
}

function checkRcp(statement: Statement, path: string): void {
  const refuse = (element: string, expected: string, got: string) => {
    throw new PolicyError({ path: `${path}.${element}`, expected, got, awsMessage: SYNTAX });
  };
  if (statement.effect === 'Allow') refuse('Effect', '"Deny": only RCPFullAWSAccess allows', '"Allow"');
  if (statement.principal?.everyone !== true) refuse('Principal', '"*" in a resource control policy', 'another principal');
  if (statement.action?.some((action) => /^\*+(:|$)/.test(action)) === true) {
    refuse('Action', 'actions with the name of their service in a resource control policy', '"*"');
  }
}

function refuseUnknown(object: JsonObject, path: string, known: readonly string[]): void {
  for (const [key, value] of object) {
    if (!known.includes(key)) throw syntax(join(path, key), `one of ${known.join(', ')}`, value);
  }
}

function optionalText(value: Json | undefined, path: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw syntax(path, 'a text', value);
}

function optionalTexts(value: Json | undefined, path: string): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const items = isList(value) ? value : [value];
  return items.map((item, index) => {
    if (typeof item === 'string') return item;
    throw syntax(isList(value) ? `${path}[${index}]` : path, 'a text', item);
  });
}

function syntax(path: string, expected: string, got: Json | undefined): PolicyError {
  return new PolicyError({ path, expected, got: quote(got), awsMessage: SYNTAX });
}

import { resourceMatches } from './arn-match.ts';
import { type CompiledCondition, compileCondition } from './condition.ts';
import type { Asked } from './request.ts';
import { compileText, fillText, type TextPattern } from './text-pattern.ts';
import type { PolicyDocument, Statement } from './types.ts';
import { compilePattern, matches, type Pattern } from './wildcard.ts';

/** A statement made ready: compiled once, asked many times. */
export interface CompiledStatement {
  readonly source: Statement;
  readonly conditions: readonly CompiledCondition[];
  readonly matchesAction: (action: string) => boolean;
  readonly matchesResource: (asked: Asked) => boolean;
}

export interface CompiledPolicy {
  readonly statements: readonly CompiledStatement[];
  /** The statements whose Action or NotAction covers the action (in lower case). */
  readonly forAction: (action: string) => readonly CompiledStatement[];
}

/** The document's compiled form; made on the first question and kept as long as the document. */
export function compiled(document: PolicyDocument): CompiledPolicy {
  let policy = CACHE.get(document);
  if (policy === undefined) {
    policy = compile(document);
    CACHE.set(document, policy);
  }
  return policy;
}

/** Do all conditions hold? */
export function conditionsHold(statement: CompiledStatement, asked: Asked): boolean {
  for (const condition of statement.conditions) if (!condition.holds(asked.key)) return false;
  return true;
}

const CACHE = new WeakMap<PolicyDocument, CompiledPolicy>();
const MOST_ACTIONS_KEPT = 2000;

function compile(document: PolicyDocument): CompiledPolicy {
  const statements = document.statements.map((statement) => compileStatement(statement, document.version));
  const byAction = new Map<string, readonly CompiledStatement[]>();
  return {
    statements,
    forAction: (action) => {
      let found = byAction.get(action);
      if (found === undefined) {
        found = statements.filter((statement) => statement.matchesAction(action));
        if (byAction.size < MOST_ACTIONS_KEPT) byAction.set(action, found);
      }
      return found;
    },
  };
}

function compileStatement(source: Statement, version: PolicyDocument['version']): CompiledStatement {
  return {
    source,
    conditions: source.conditions.map((condition) => compileCondition(condition, version)),
    matchesAction: compileActions(source),
    matchesResource: compileResources(source, version),
  };
}

function compileActions(source: Statement): (action: string) => boolean {
  const patterns = (source.action ?? source.notAction ?? []).map(actionPattern);
  const wanted = source.notAction === undefined;
  return (action) => patterns.some((pattern) => matches(pattern, action)) === wanted;
}

function actionPattern(text: string): Pattern {
  return compilePattern([text === '*:*' ? '*' : text.toLowerCase()]);
}

function compileResources(source: Statement, version: PolicyDocument['version']): (asked: Asked) => boolean {
  const texts = source.resource ?? source.notResource;
  // Trust policies have no Resource: they speak of the role that they hang on.
  if (texts === undefined) return () => true;
  const patterns = texts.map((text) => compileText(wholeArn(text), version, true));
  const wanted = source.notResource === undefined;
  return (asked) => patterns.some((pattern) => matchesOne(pattern, asked)) === wanted;
}

function matchesOne(text: TextPattern, asked: Asked): boolean {
  const pattern = fillText(text, asked.resource.text, asked.key);
  return pattern !== undefined && resourceMatches(pattern, asked.resource);
}

/**
 * API Gateway's short form `execute-api:/stage/GET/path` means every API that the policy may hang on; and where an ARN ends early
 * (`arn:aws:sqs`), IAM fills it up with wildcards.
 */
function wholeArn(text: string): string {
  if (text.startsWith('execute-api:/')) return `arn:*:execute-api:*:*:*${text.slice('execute-api:'.length)}`;
  const parts = text.split(':');
  return parts[0] === 'arn' && parts.length <= 3 ? [...parts, '*', '*', '*', '*'].slice(0, 6).join(':') : text;
}

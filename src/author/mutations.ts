import * as z from 'zod';

export interface Mutation {
  /** In words, for the author. */
  readonly change: string;
  /** JSON. */
  readonly source: string;
}

const texts = z.union([z.string(), z.array(z.string())]);
const conditions = z.record(z.string(), z.record(z.string(), z.unknown()));
const statementSchema = z.looseObject({
  Effect: z.string(),
  Action: texts.optional(),
  Resource: texts.optional(),
  Principal: z.unknown().optional(),
  Condition: conditions.optional(),
});
const documentSchema = z.looseObject({ Statement: z.union([statementSchema, z.array(statementSchema)]) });

type Statement = z.infer<typeof statementSchema>;

/**
 * Policies that are like the given one but for one thing that is easily got wrong: a statement left out, actions or resources with a
 * star, a condition left out or made optional, everybody as principal.
 */
export function mutationsOf(source: string): readonly Mutation[] {
  const document = documentSchema.parse(JSON.parse(source));
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  const seen = new Set([sameAs(statements)]);
  const found: Mutation[] = [];
  for (const [index, statement] of statements.entries()) {
    for (const { change, to } of changesOf(statement)) {
      const changed = to === undefined ? statements.toSpliced(index, 1) : statements.with(index, to);
      const key = sameAs(changed);
      if (changed.length === 0 || seen.has(key)) continue;
      seen.add(key);
      found.push({ change: `statement ${index + 1}: ${change}`, source: JSON.stringify({ ...document, Statement: changed }) });
    }
  }
  return found;
}

/** One text or a list of one are the same. */
function sameAs(statements: readonly Statement[]): string {
  return JSON.stringify(
    statements.map((statement) => ({ ...statement, Action: listOf(statement.Action), Resource: listOf(statement.Resource) })),
  );
}

interface Change {
  readonly change: string;
  /** Undefined: the statement is left out. */
  readonly to: Statement | undefined;
}

function changesOf(statement: Statement): readonly Change[] {
  const { Effect, Action, Resource, Principal, Condition } = statement;
  const changes: Change[] = [{ change: 'left out', to: undefined }];
  // A Deny made wider takes away, which the steps that must work notice or do not mind: only grants are widened.
  if (Effect === 'Allow') {
    const actions = listOf(Action);
    if (actions.length > 0) {
      changes.push({
        change: 'every action of the service',
        to: { ...statement, Action: actions.map((action) => action.replace(/:.*$/, ':*')) },
      });
      changes.push({ change: 'actions that begin alike', to: { ...statement, Action: actions.map(beginningAlike) } });
    }
    const resources = listOf(Resource);
    if (resources.length > 0) {
      changes.push({ change: 'every resource', to: { ...statement, Resource: '*' } });
      changes.push({ change: 'resources of the same kind', to: { ...statement, Resource: resources.map(sameKind) } });
      changes.push({
        change: 'resources that begin alike',
        to: { ...statement, Resource: resources.map((resource) => `${resource.replace(/[/:]?\*?$/, '')}*`) },
      });
    }
    if (Principal !== undefined) changes.push({ change: 'everybody as principal', to: { ...statement, Principal: { AWS: '*' } } });
    if (Condition !== undefined) {
      const { Condition: _condition, ...free } = statement;
      changes.push({ change: 'without its conditions', to: free });
      for (const operator of Object.keys(Condition).filter((name) => !/IfExists$|^Null$/.test(name))) {
        const { [operator]: values = {}, ...others } = Condition;
        const optional = { ...others, [`${operator}IfExists`]: values };
        changes.push({ change: `${operator} made ${operator}IfExists`, to: { ...statement, Condition: optional } });
      }
    }
  }
  return changes;
}

/** `s3:GetObject` gives `s3:Get*`. */
function beginningAlike(action: string): string {
  return action.replace(/^([^:]+:[A-Z][a-z]*)[A-Z*].*$/, '$1*');
}

/** `arn:aws:s3:::photos/uploads/*` gives `arn:aws:s3:::photos/*`, `arn:aws:iam::1:role/a` gives `arn:aws:iam::1:role/*`. */
function sameKind(resource: string): string {
  return resource.replace(/^(arn:(?:[^:]*:){4}[^/:]*[/:]).*$/, '$1*');
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

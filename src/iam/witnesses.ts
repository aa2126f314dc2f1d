import { actionsOf, expandAction } from './catalogue.ts';
import { type CompiledStatement, compiled } from './compile.ts';
import { candidatesFor, exampleOf, type Filling } from './examples.ts';
import { principalKey } from './principal.ts';
import type { AttachedPolicy, RequestContext, Statement } from './types.ts';

/** Questions that an Allow statement itself suggests: they find what is granted and was not thought of. */
export interface Witness {
  readonly policy: string;
  /** Position of the statement, from 0. */
  readonly index: number;
  /** Its actions, those of the catalogue written out; others as they stand if they have no wildcard. */
  readonly actions: readonly string[];
  /** Concrete resources that its Resource matches. */
  readonly resources: readonly string[];
  /** A context that its conditions hold in, and that conditional Denys of the same policies do not hold in. */
  readonly context: RequestContext;
  /** Keys for which no value could be found. */
  readonly unmet: readonly string[];
}

/** Makes a witness for every Allow statement. Keys that follow from the principal are never invented. */
export function witnesses(policies: readonly AttachedPolicy[], filling: Filling): readonly Witness[] {
  const all = policies.flatMap(({ document }) => compiled(document).statements);
  const denies = all.filter(({ source }) => source.effect === 'Deny');
  return policies.flatMap(({ name, document }) =>
    compiled(document)
      .statements.filter(({ source }) => source.effect === 'Allow')
      .map((statement) => {
        const { context, unmet } = satisfying(statement, denies, filling);
        const { source } = statement;
        const actions = actionsIn(source);
        return {
          policy: name,
          index: source.index,
          actions,
          resources: resourcesIn(source, actions, { ...filling, context }),
          context,
          unmet,
        };
      }),
  );
}

function actionsIn(statement: Statement): readonly string[] {
  if (statement.notAction !== undefined) {
    const left = new Set(statement.notAction.flatMap(expandAction));
    return expandAction('*').filter((action) => !left.has(action));
  }
  const found = (statement.action ?? []).flatMap((pattern) => {
    const expanded = expandAction(pattern);
    return expanded.length === 0 && !/[*?]/.test(pattern) ? [pattern] : expanded;
  });
  return [...new Set(found)];
}

function resourcesIn(statement: Statement, actions: readonly string[], filling: Filling): readonly string[] {
  const patterns = statement.resource ?? ['*'];
  const found = patterns.flatMap((pattern) => (pattern === '*' ? anywhere(actions, filling) : (exampleOf(pattern, filling) ?? [])));
  return [...new Set(found)];
}

/** A resource of every type that the actions take, by the catalogue. */
function anywhere(actions: readonly string[], { word, account, region }: Filling): string[] {
  const wanted = new Set(actions.map((action) => action.toLowerCase()));
  const services = new Set(actions.map((action) => action.slice(0, action.indexOf(':'))));
  const arns = [...services].flatMap((service) =>
    actionsOf(service)
      .filter(({ action }) => wanted.has(action.toLowerCase()))
      .flatMap(({ resourceTypes }) => resourceTypes.flatMap(({ arnPatterns }) => arnPatterns)),
  );
  const places = new Map([
    ['Partition', 'aws'],
    ['Region', region],
    ['Account', account],
  ]);
  return ['*', ...new Set(arns)].map((arn) => arn.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => places.get(name) ?? word));
}

function satisfying(
  statement: CompiledStatement,
  denies: readonly CompiledStatement[],
  filling: Filling,
): { context: RequestContext; unmet: string[] } {
  const context = new Map<string, string[]>(
    Object.entries(filling.context).map(([key, value]) => [
      key.toLowerCase(),
      typeof value === 'object' ? value.map(String) : [String(value)],
    ]),
  );
  const made = new Map<string, string | string[]>();
  const unmet: string[] = [];
  const settle = (conditions: CompiledStatement['conditions'], wanted: boolean) => {
    for (const key of new Set(conditions.map(({ source }) => source.key))) {
      const own = conditions.filter(({ source }) => source.key === key);
      const name = key.toLowerCase();
      const fits = () => own.every(({ holds }) => holds((asked) => context.get(asked))) === wanted;
      if (fits()) continue;
      const before = context.get(name);
      const free = before === undefined && !isGiven(name);
      const value = free
        ? own.flatMap(({ source }) => candidatesFor(source, filling)).find((one) => context.set(name, [one]) && fits())
        : undefined;
      if (value === undefined) {
        if (before === undefined) context.delete(name);
        if (wanted) unmet.push(key);
      } else made.set(key, own.some(({ source }) => source.operator.startsWith('For')) ? [value] : value);
    }
  };
  settle(statement.conditions, true);
  // A Deny of several keys is off as soon as one of them does not hold.
  for (const deny of denies) for (const condition of deny.conditions) settle([condition], false);
  return { context: { ...filling.context, ...Object.fromEntries(made) }, unmet };
}

/** Does the key, named in lower case, follow from who asks, so that no request can choose it? */
export function isGiven(name: string): boolean {
  return GIVEN.has(name) || principalKey({ type: 'Anonymous' }, name) !== undefined;
}

const GIVEN = new Set([
  'aws:principalarn',
  'aws:principalaccount',
  'aws:principaltype',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:userid',
  'aws:username',
  'aws:resourceaccount',
]);

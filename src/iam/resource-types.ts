import { arnMatches, type ArnText, arnText } from './arn-match.ts';
import { actionsOf, type CatalogueAction } from './catalogue.ts';
import { compilePattern, type Pattern } from './wildcard.ts';

/**
 * Can a request for the action be about the resource? `*` stands for actions that take no resource. Of two types whose ARNs match, the
 * one that says more is meant: `arn:aws:s3:::photos/a` is an object and no bucket.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
export function takesResource(action: CatalogueAction, resource: string): boolean {
  if (action.resourceTypes.length === 0) return resource === '*';
  const service = action.action.slice(0, action.action.indexOf(':'));
  const fitting = typesOfArn(service, resource);
  return action.resourceTypes.some(({ name }) => fitting.has(name));
}

/** An ARN of each type that the action takes, with `word` for every name that the type leaves open; `*` where it takes none. */
export function strangersFor(
  { resourceTypes }: CatalogueAction,
  { word, account, region }: { readonly word: string; readonly account: string; readonly region: string },
): readonly string[] {
  if (resourceTypes.length === 0) return ['*'];
  const places = new Map([
    ['Partition', 'aws'],
    ['Region', region],
    ['Account', account],
  ]);
  const arns = resourceTypes.flatMap(({ arnPatterns }) => arnPatterns);
  return [...new Set(arns.map((arn) => arn.replaceAll(HOLE, (_, name: string) => places.get(name) ?? word)))];
}

const HOLE = /\$\{([^}]+)\}/g;
const MOST_ARNS_KEPT = 5000;

interface ResourceType {
  readonly name: string;
  readonly pattern: Pattern;
  /** How much of the ARN is fixed. */
  readonly weight: number;
}

const TYPES = new Map<string, readonly ResourceType[]>();
const FITTING = new Map<string, ReadonlySet<string>>();

function typesOfArn(service: string, resource: string): ReadonlySet<string> {
  const question = `${service} ${resource}`;
  let fitting = FITTING.get(question);
  if (fitting === undefined) {
    fitting = fit(typesOf(service), arnText(resource));
    if (FITTING.size < MOST_ARNS_KEPT) FITTING.set(question, fitting);
  }
  return fitting;
}

function fit(types: readonly ResourceType[], arn: ArnText): ReadonlySet<string> {
  const fits = types.filter(({ pattern }) => arnMatches(pattern, arn));
  const most = Math.max(0, ...fits.map(({ weight }) => weight));
  // Requests for a log group carry a stream as well, or an empty one.
  return new Set(fits.filter(({ name, weight }) => weight === most || name === 'log-group').map(({ name }) => name));
}

function typesOf(service: string): readonly ResourceType[] {
  let types = TYPES.get(service);
  if (types === undefined) {
    const all = actionsOf(service).flatMap(({ resourceTypes }) => resourceTypes);
    const patterns = new Map(all.flatMap(({ name, arnPatterns }) => arnPatterns.map((arn) => [`${name} ${arn}`, { name, arn }])));
    types = [...patterns.values()].map(({ name, arn }) => ({
      name,
      pattern: compilePattern([arn.replaceAll(HOLE, '*')]),
      weight: arn.replaceAll(HOLE, '').length,
    }));
    TYPES.set(service, types);
  }
  return types;
}

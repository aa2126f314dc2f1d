import { actionsOf, type CatalogueAction } from '../iam/catalogue.ts';
import type { PolicyDocument } from '../iam/types.ts';
import type { CheckWorld } from './world.ts';

/** The resources that a sweep asks about, by the actions that can be asked of them. */
export interface SweepResources {
  /** `*` alone for an action that takes no resource. */
  of(action: CatalogueAction): readonly string[];
}

interface Input {
  readonly services: readonly string[];
  /** ARNs with `*` of what is expected to be allowed. */
  readonly expected: readonly string[];
  /** The policies that speak on the subject. */
  readonly documents: readonly PolicyDocument[];
}

/**
 * Collects resources: what is expected, filled with names made for this run; neighbours of it; what the accounts really have; what the
 * policies name; and one stranger of each type.
 */
export function sweepResources(world: CheckWorld, { services, expected, documents }: Input): SweepResources {
  const made = world.names.made('sweep');
  const types = new Map<string, readonly ResourceType[]>(services.map((service) => [service, typesOf(service)]));
  const arns = new Set<string>([
    ...expected.flatMap((pattern) => [...fillings(pattern, made), ...neighbours(pattern, made)]),
    ...realResources(world),
    ...documents.flatMap(namedResources).flatMap((pattern) => [...fillings(pattern, made), ...neighbours(pattern, made)]),
    ...[...types.values()].flat().map(({ stranger }) => stranger(world, made)),
  ]);
  for (const group of [...arns].filter((arn) => arn.includes(':log-group:') && !arn.includes(':log-stream:'))) {
    arns.add(`${group.replace(/:\**$/, '')}:log-stream:${made}`);
  }
  const byType = new Map<string, string[]>();
  for (const [service, known] of types) {
    for (const arn of arns) {
      for (const name of fitting(known, arn)) byType.set(`${service} ${name}`, [...(byType.get(`${service} ${name}`) ?? []), arn]);
    }
  }
  return {
    of: ({ action, resourceTypes }) => {
      if (resourceTypes.length === 0) return ['*'];
      const service = action.slice(0, action.indexOf(':'));
      return [...new Set(resourceTypes.flatMap(({ name }) => byType.get(`${service} ${name}`) ?? []))];
    },
  };
}

/** ARNs that a pattern covers. */
export function fillings(pattern: string, made: string): readonly string[] {
  if (!/[*?]/.test(pattern)) return [pattern];
  const fill = (star: string) => pattern.replaceAll('?', 'x').replaceAll('*', star);
  return [...new Set([fill(made), fill(`${made}/${made}`)])];
}

interface ResourceType {
  readonly name: string;
  readonly matches: RegExp;
  /** How much of it is fixed: of two types that match, the one that says more is meant. */
  readonly weight: number;
  stranger(world: CheckWorld, made: string): string;
}

function typesOf(service: string): readonly ResourceType[] {
  const types = new Map<string, ResourceType>();
  for (const { resourceTypes } of actionsOf(service)) {
    for (const { name, arnPatterns } of resourceTypes) {
      const [pattern] = arnPatterns;
      if (pattern !== undefined && !types.has(name)) types.set(name, resourceType(name, pattern));
    }
  }
  return [...types.values()];
}

const PLACE = /\$\{(Partition|Region|Account)\}/g;
const HOLE = /\$\{[^}]+\}/g;

function resourceType(name: string, pattern: string): ResourceType {
  const source = pattern
    .replaceAll(PLACE, '\u0000')
    .replaceAll(HOLE, '\u0001')
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll('\u0000', '[^:]*')
    .replaceAll('\u0001', '.+');
  return {
    name,
    matches: new RegExp(`^${source}$`),
    weight: pattern.replaceAll(HOLE, '').length,
    stranger: (world, made) =>
      pattern
        .replaceAll('${Partition}', 'aws')
        .replaceAll('${Region}', world.access.region)
        .replaceAll('${Account}', world.main.id)
        .replaceAll(HOLE, made),
  };
}

function fitting(types: readonly ResourceType[], arn: string): readonly string[] {
  const fits = types.filter(({ matches }) => matches.test(arn));
  const most = Math.max(0, ...fits.map(({ weight }) => weight));
  // Requests for a log group carry a stream as well, or an empty one.
  return fits.filter(({ name, weight }) => weight === most || name === 'log-group').map(({ name }) => name);
}

/** Resources that are nearly those of the pattern: the same prefix without its slash, a longer name, another place beside it. */
function neighbours(pattern: string, made: string): readonly string[] {
  const stem = (pattern.replace(/:log-stream:.*$/, '').split('*')[0] ?? '').replace(/[/:]$/, '');
  const parent = stem.replace(/[^/:]+$/, '');
  const near = [`${stem}${made}`, `${stem}-${made}/${made}`, `${stem}/${made}`, `${parent}${made}`, `${parent}${made}/${made}`];
  const bucket = /^arn:aws:s3:::[^/]+/.exec(stem)?.[0];
  if (bucket === undefined) return near;
  const key = stem.slice(bucket.length);
  return [
    ...near,
    bucket,
    `${bucket}-${made}`,
    `${bucket}-${made}${key}/${made}`,
    `${bucket}/${made}${key}/${made}`,
    `arn:aws:s3:::${made}${key}/${made}`,
  ];
}

/** What the accounts of the run really have. */
export function realResources(world: CheckWorld): readonly string[] {
  return [...world.accounts.values()].flatMap(({ users, groups, roles, policies, buckets }) => [
    ...[users, groups, roles, policies].flatMap((views) => [...views.values()].map(({ arn }) => arn)),
    ...[...buckets.values()].flatMap(({ arn, keys }) => [arn, ...keys.slice(0, 20).map((key) => `${arn}/${key}`)]),
  ]);
}

/** What a policy names, without patterns that depend on who asks. */
function namedResources({ statements }: PolicyDocument): readonly string[] {
  return statements
    .flatMap(({ resource = [], notResource = [] }) => [...resource, ...notResource])
    .filter((pattern) => pattern.startsWith('arn:') && !pattern.includes('${'));
}

import type { OperationModel } from './service-model.ts';
import { parsePairs, type WireRequest } from './wire-request.ts';

/** A request pattern of one operation: method, path with labels, and what else must be there for it to match. */
export interface HttpRoute {
  readonly operation: OperationModel;
  readonly method: string;
  readonly segments: readonly Segment[];
  /** Literal parts of the query, `x-id` left out: the AWS CLI does not send it. */
  readonly literals: readonly (readonly [string, string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
}

type Segment = { readonly literal: string } | { readonly label: string; readonly greedy: boolean };

export interface MatchedRoute {
  readonly operation: OperationModel;
  /** Still percent-encoded. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Turns the `http` traits `[method, uri, status]` into routes, the most specific first. */
export function makeRoutes(operations: readonly { operation: OperationModel; http: readonly unknown[] }[]): HttpRoute[] {
  return operations
    .map(({ operation, http }) => makeRoute(operation, String(http[0]), String(http[1])))
    .toSorted((a, b) => specificity(b) - specificity(a));
}

/** Finds the operation that a REST request asks for; undefined where no pattern matches. Throws URIError for a broken query. */
export function matchRoute(routes: readonly HttpRoute[], request: WireRequest): MatchedRoute | undefined {
  const path = request.path.split('/').slice(1);
  const pairs = parsePairs(request.query);
  const query = new Map(pairs);
  const named = query.get('x-id');
  let best: { route: HttpRoute; labels: Map<string, string> } | undefined;
  for (const route of routes) {
    if (route.method !== request.method) continue;
    if (best !== undefined && specificity(route) < specificity(best.route)) break;
    if (!holds(route, query, request.headers)) continue;
    const labels = matchPath(route.segments, path);
    if (labels === undefined) continue;
    if (route.operation.name === named) return { operation: route.operation, labels };
    best ??= { route, labels };
  }
  return best === undefined ? undefined : { operation: best.route.operation, labels: best.labels };
}

function makeRoute(operation: OperationModel, method: string, uri: string): HttpRoute {
  const [path = '/', query = ''] = uri.split('?');
  const required = operation.input.members.filter((member) => member.required);
  return {
    operation,
    method,
    segments: segmentsOf(withBucket(path, operation)),
    literals: parsePairs(query).filter(([name]) => name !== 'x-id'),
    requiredQuery: required.flatMap(({ binding }) => (binding.in === 'query' ? [binding.name] : [])),
    requiredHeaders: required.flatMap(({ binding }) => (binding.in === 'header' ? [binding.name] : [])),
  };
}

/** S3's patterns leave the bucket to the endpoint; in path style it is the first segment. */
function withBucket(path: string, operation: OperationModel): string {
  const hidden = operation.input.members.some(({ name, binding }) => name === 'Bucket' && binding.in === 'label');
  return hidden && !path.includes('{Bucket}') ? `/{Bucket}${path === '/' ? '' : path}` : path;
}

function segmentsOf(path: string): Segment[] {
  return path
    .split('/')
    .slice(1)
    .filter((segment) => segment !== '')
    .map((segment) => {
      const label = /^\{([^}+]+)(\+?)\}$/.exec(segment);
      return label?.[1] === undefined ? { literal: segment } : { label: label[1], greedy: label[2] === '+' };
    });
}

/** Literal query parts and required bindings outweigh the path; `+ 1` a literal segment, since `/{a}` also matches `/b`. */
function specificity(route: HttpRoute): number {
  const literalSegments = route.segments.filter((segment) => 'literal' in segment).length;
  return (
    (route.literals.length + route.requiredQuery.length + route.requiredHeaders.length) * 100 + route.segments.length * 10 + literalSegments
  );
}

function holds(route: HttpRoute, query: ReadonlyMap<string, string>, headers: WireRequest['headers']): boolean {
  return (
    route.literals.every(([name, value]) => query.has(name) && (value === '' || query.get(name) === value)) &&
    route.requiredQuery.every((name) => query.has(name)) &&
    route.requiredHeaders.every((name) => headers[name] !== undefined)
  );
}

function matchPath(segments: readonly Segment[], path: readonly string[]): Map<string, string> | undefined {
  const labels = new Map<string, string>();
  for (const [index, segment] of segments.entries()) {
    const part = path[index];
    if ('label' in segment && segment.greedy) {
      const rest = path.slice(index).join('/');
      if (rest === '') return undefined;
      return labels.set(segment.label, rest);
    }
    if (part === undefined || part === '') return undefined;
    if ('literal' in segment) {
      if (segment.literal !== part) return undefined;
    } else labels.set(segment.label, part);
  }
  const left = path.slice(segments.length);
  return left.length === 0 || (left.length === 1 && left[0] === '') ? labels : undefined;
}

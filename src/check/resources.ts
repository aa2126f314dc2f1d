import { parseArn } from '../aws/arn.ts';
import { isFresh } from './names.ts';
import type { Resource } from './subject.ts';
import { isThing } from './things.ts';
import type { ThingSpec } from './spec.ts';
import type { CheckWorld } from './world.ts';

/**
 * A resource of a request, by its ARN. `absent` is the thing that it should be, where the account does not have it and the policy on
 * it would decide: nothing can be said of a bucket or a trust policy that is not there.
 */
export interface JudgedResource {
  readonly arn: string;
  readonly absent?: ThingSpec;
}

/** Gives the ARN of a resource of the action, with the names of the run. `*` may stand in it for any text. */
export function resourceOf(world: CheckWorld, action: string, resource: Resource): JudgedResource {
  if (typeof resource === 'string') return { arn: arnOfText(world, action, resource) };
  const found = arnOfThing(world, resource.thing);
  return action.startsWith('iam:') ? { arn: found.arn } : found;
}

/** The ARN of a thing: the real one where it is there, else the one that it would have without a path. */
export function arnOfThing(world: CheckWorld, thing: ThingSpec): JudgedResource {
  const account = world.account(thing.account);
  if (thing.kind === 'object') {
    const bucket = world.names.in(thing.bucket);
    const arn = `arn:aws:s3:::${bucket}/${world.names.in(thing.key)}`;
    return account.buckets.has(bucket) || isFresh(thing.bucket)
      ? { arn }
      : { arn, absent: { kind: 'bucket', account: thing.account, name: thing.bucket } };
  }
  const name = world.names.in(thing.name);
  const found = viewsOf(account, thing.kind).get(name);
  if (found !== undefined) return { arn: found.arn };
  const arn = thing.kind === 'bucket' ? `arn:aws:s3:::${name}` : `arn:aws:iam::${account.id}:${thing.kind}/${name}`;
  return isFresh(thing.name) ? { arn } : { arn, absent: thing };
}

/** The views of an account by the kind of thing. */
export function viewsOf(account: CheckWorld['main'], kind: Exclude<ThingSpec['kind'], 'object'>) {
  const views = { user: account.users, group: account.groups, role: account.roles, policy: account.policies, bucket: account.buckets };
  return views[kind] satisfies ReadonlyMap<string, { readonly arn: string }> as ReadonlyMap<string, { readonly arn: string }>;
}

/** The ARN of a policy by name: one of the account where it has it, or where the name is made for the run; else AWS's own. */
export function policyArn(world: CheckWorld, policy: Resource, accountName = 'main'): string {
  if (isThing(policy)) return arnOfThing(world, policy.thing).arn;
  const name = world.names.in(policy);
  if (name.startsWith('arn:')) return name;
  const account = world.account(accountName);
  const own = account.policies.get(name);
  return own?.arn ?? (isFresh(policy) ? `arn:aws:iam::${account.id}:policy/${name}` : `arn:aws:iam::aws:policy/${name}`);
}

/** What a short form stands for, by the action's service: documented in docs/labs.md. */
const SHORT_FORMS: Readonly<Record<string, (text: string, place: { region: string; account: string }) => string>> = {
  s3: (text) => `arn:aws:s3:::${text}`,
  iam: (text, { account }) => `arn:aws:iam::${account}:${text}`,
  sts: (text, { account }) => `arn:aws:iam::${account}:${text}`,
  lambda: (text, { region, account }) => `arn:aws:lambda:${region}:${account}:${text}`,
  // Requests for a group's streams carry the stream, also those that make one.
  logs: (text, { region, account }) => `arn:aws:logs:${region}:${account}:log-group:${text}${text.includes(':') ? '' : ':log-stream:*'}`,
  ssm: (text, { region, account }) => `arn:aws:ssm:${region}:${account}:${text.startsWith('/') ? `parameter${text}` : text}`,
  secretsmanager: (text, { region, account }) => `arn:aws:secretsmanager:${region}:${account}:secret:${text}`,
  kms: (text, { region, account }) => `arn:aws:kms:${region}:${account}:${text}`,
  sqs: (text, { region, account }) => `arn:aws:sqs:${region}:${account}:${text}`,
  sns: (text, { region, account }) => `arn:aws:sns:${region}:${account}:${text}`,
  dynamodb: (text, { region, account }) => `arn:aws:dynamodb:${region}:${account}:table/${text}`,
};

function arnOfText(world: CheckWorld, action: string, text: string): string {
  return shortFormArn(action, world.names.in(text), { region: world.access.region, account: world.main.id });
}

/** The ARN that a text stands for as a resource of the action. Throws TypeError for one that stands for none. */
export function shortFormArn(action: string, text: string, place: { readonly region: string; readonly account: string }): string {
  if (text === '*') return text;
  if (text.startsWith('arn:')) {
    if (parseArn(text) === undefined) throw new TypeError(`\`${text}\` begins like an ARN and is none.`);
    return text;
  }
  const service = action.slice(0, action.indexOf(':'));
  const form = SHORT_FORMS[service];
  if (form === undefined) throw new TypeError(`There is no short form for resources of \`${service}\`: write \`${text}\` as an ARN.`);
  return form(text, place);
}

import { existsSync, readFileSync } from 'node:fs';
import { Option } from 'commander';
import { SeclabError } from '../../aws/seclab-error.ts';
import type { CheckWorld } from '../../check/world.ts';
import { parsePolicy, PolicyError, principalName } from '../../iam/index.ts';
import type { AttachedPolicy, PolicyDocument, PolicyKind } from '../../iam/types.ts';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { openPlace } from '../place.ts';
import { POLICY_KINDS } from '../policy-kinds.ts';
import { worldOf } from '../policy-world.ts';
import { differenceText } from '../print/swept.ts';

/** `seclab diff BEFORE AFTER` */
export default defineCommand<{ kind?: PolicyKind; json?: true; playground?: true }>({
  syntax: (command) =>
    command
      .argument(
        '<before>',
        'a file with a policy, or one in force: policy/NAME, user/NAME/POLICY, role/NAME/POLICY, role/NAME/trust, bucket/NAME',
      )
      .argument('<after>', 'the same')
      .addOption(new Option('--kind <kind>', 'what the files are; default: as the policy in force, else identity').choices(POLICY_KINDS))
      .option('--playground', 'policies of the playground, also while a lab is started')
      .option('--json', 'print JSON (docs/json/diff.schema.json)'),
  notes:
    'Asked are the actions that either policy names, on resources made from their patterns, with the condition keys that they wait for. Exit code: 0 no difference, 1 some.',
  async run(context, [before = '', after = ''], { kind, json, playground }) {
    const { documentDifference } = await import('../../iam/index.ts');
    const open = once(() => openWorld(context, playground));
    const inForce = [await policyNamed(before, open), await policyNamed(after, open)] as const;
    const meant = kind ?? inForce[0]?.kind ?? inForce[1]?.kind ?? 'identity';
    const [one, other] = [inForce[0]?.document ?? readPolicy(before, meant), inForce[1]?.document ?? readPolicy(after, meant)];
    const found = documentDifference(one, other, meant);
    const list = (changed: typeof found.allowed) =>
      changed.map(({ request: { principal, action, resource, context: keys }, before: was, after: is }) => ({
        principal: principalName(principal),
        action,
        resource,
        context: keys,
        before: was.outcome,
        after: is.outcome,
        by: (is.outcome === 'allowed' ? is : was.matched.length > 0 && is.matched.length === 0 ? was : is).matched,
      }));
    context.print(
      json
        ? JSON.stringify({ asked: found.asked, allowed: list(found.allowed), denied: list(found.denied) }, null, 2)
        : differenceText(found),
    );
    return found.allowed.length + found.denied.length === 0 ? 0 : 1;
  },
});

interface Named {
  readonly document: PolicyDocument;
  readonly kind: PolicyKind;
}

async function openWorld(context: Context, playground: true | undefined): Promise<CheckWorld> {
  return worldOf(await openPlace(context, playground ? 'playground' : undefined));
}

/** A policy in force; undefined where the text is a file. */
async function policyNamed(text: string, open: () => Promise<CheckWorld>): Promise<Named | undefined> {
  if (existsSync(text)) return undefined;
  const [kind = '', name = '', policy = ''] = text.split('/');
  if (!['policy', 'user', 'role', 'group', 'bucket'].includes(kind)) throw unknown(text);
  const world = await open();
  for (const { users, roles, groups, policies, buckets } of world.accounts.values()) {
    const own = { user: users, role: roles, group: groups }[kind]?.get(name)?.policies;
    const found: Record<string, PolicyDocument | undefined> = {
      policy: policies.get(name)?.document,
      bucket: buckets.get(name)?.policy?.document,
    };
    if (kind === 'role' && policy === 'trust' && roles.has(name))
      return { document: documentOf(roles.get(name)?.trust, text), kind: 'trust' };
    const document = found[kind] ?? own?.find((one) => one.name === policy)?.document;
    if (document !== undefined) return { document, kind: kind === 'bucket' ? 'resource' : 'identity' };
  }
  throw unknown(text);
}

function documentOf(policy: AttachedPolicy | undefined, text: string): PolicyDocument {
  if (policy === undefined) throw unknown(text);
  return policy.document;
}

function unknown(text: string): SeclabError {
  return new SeclabError('policy.unknown', `There is neither a file ${text} nor a policy in force of that name.`);
}

function readPolicy(file: string, kind: PolicyKind): PolicyDocument {
  try {
    return parsePolicy(readFileSync(file, 'utf8'), kind);
  } catch (cause) {
    if (cause instanceof PolicyError) throw new SeclabError('policy.refused', `${file}: ${cause.message}`, { cause });
    throw new SeclabError('policy.unreadable', `Cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

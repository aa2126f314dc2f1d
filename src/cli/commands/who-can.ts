import { judge } from '../../check/judge.ts';
import { type Able, type Candidate, whoCan } from '../../iam/index.ts';
import { defineCommand } from '../command.ts';
import { openPlace } from '../place.ts';
import { contextOf, everyCaller, gathered, resourceNamed, worldOf } from '../policy-world.ts';
import { columns } from '../print/words.ts';
import { throughText } from '../print/decision.ts';
import { principalName } from '../../iam/index.ts';

/** `seclab who-can ACTION [RESOURCE]` */
export default defineCommand<{ context?: readonly string[]; json?: true; playground?: true }>({
  syntax: (command) =>
    command
      .argument('<action>', 'e.g. s3:GetObject')
      .argument('[resource]', 'an ARN, or short: photos/a.jpg for S3, role/app for IAM; default: *')
      .option('--context <key=value>', 'a condition key of the request; may stand there several times', gathered)
      .option('--playground', 'the playground, also while a lab is started')
      .option('--json', 'print JSON (docs/json/who-can.schema.json)'),
  notes: 'Asked are the users, roles and root users of the lab’s accounts, and a caller without credentials.',
  async run(context, [action = '', resource], { context: keys, json, playground }) {
    const given = contextOf(keys);
    const world = await worldOf(await openPlace(context, playground ? 'playground' : undefined));
    const arn = resourceNamed(world, action, resource);
    const asked = (await everyCaller(world)).map((caller) => judge(world, caller, action, arn, given));
    const candidates = asked.map(({ request, policies, called }) => ({
      principal: request.principal,
      policies,
      context: request.context,
      called,
    }));
    const owner = asked[0]?.request.resourceAccount;
    const able = whoCan({ action, resource: arn, ...(owner === undefined ? {} : { resourceAccount: owner }), context: {} }, candidates);
    context.print(json ? JSON.stringify(able.map(json1), null, 2) : text(able, action, arn));
    return 0;
  },
});

function json1({ candidate: { principal }, decision: { layer, matched } }: Able<Candidate>) {
  return { principal: principalName(principal), layer, by: matched };
}

function text(able: readonly Able<Candidate & { readonly called: string }>[], action: string, resource: string): string {
  if (able.length === 0) return `Nobody of the accounts can do ${action} on ${resource}.`;
  return columns(able.map(({ candidate, decision }) => [principalName(candidate.principal), throughText(decision)]));
}

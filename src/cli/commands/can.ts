import { defineCommand } from '../command.ts';
import { openPlace } from '../place.ts';
import { callerNamed, contextOf, gathered, resourceNamed, worldOf } from '../policy-world.ts';
import { decisionText } from '../print/decision.ts';

/** `seclab can PRINCIPAL ACTION [RESOURCE]` */
export default defineCommand<{ context?: readonly string[]; json?: true; playground?: true }>({
  syntax: (command) =>
    command
      .argument('<principal>', 'user/NAME, role/NAME, root, anonymous, a service principal or an ARN')
      .argument('<action>', 'e.g. s3:GetObject')
      .argument('[resource]', 'an ARN, or short: photos/a.jpg for S3, role/app for IAM; default: *')
      .option('--context <key=value>', 'a condition key of the request; may stand there several times', gathered)
      .option('--playground', 'the playground, also while a lab is started')
      .option('--json', 'print JSON (docs/json/can.schema.json)'),
  notes: 'A role is asked for as one of its sessions. Exit code: 0 allowed, 1 denied.',
  async run(context, [principal = '', action = '', resource], { context: keys, json, playground }) {
    const given = contextOf(keys);
    const world = await worldOf(await openPlace(context, playground ? 'playground' : undefined));
    const [{ judge }, { explain }] = await Promise.all([import('../../check/judge.ts'), import('../../iam/index.ts')]);
    const caller = await callerNamed(world, principal);
    const { request, policies, decision } = judge(world, caller, action, resourceNamed(world, action, resource), given);
    const explanation = explain(request, decision, policies);
    context.print(json ? JSON.stringify({ request, decision, explanation }, null, 2) : decisionText(explanation));
    return decision.outcome === 'allowed' ? 0 : 1;
  },
});

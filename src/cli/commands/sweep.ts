import { SeclabError } from '../../aws/seclab-error.ts';
import type { Caller } from '../../check/caller.ts';
import { judgeWith } from '../../check/judge.ts';
import { requestContext } from '../../check/request-context.ts';
import { realResources } from '../../check/sweep-resources.ts';
import type { CheckWorld } from '../../check/world.ts';
import { actionsOf, knownService, knownServices, strangersFor, type Swept, whatCan } from '../../iam/index.ts';
import { defineCommand } from '../command.ts';
import { openPlace } from '../place.ts';
import { callerNamed, gathered, worldOf } from '../policy-world.ts';
import { sweptText } from '../print/swept.ts';

/** `seclab sweep PRINCIPAL` */
export default defineCommand<{ service?: readonly string[]; json?: true; playground?: true }>({
  syntax: (command) =>
    command
      .argument('<principal>', 'user/NAME, role/NAME, root, anonymous, a service principal or an ARN')
      .option('--service <prefix>', 'only this service, e.g. s3; may stand there several times', gathered)
      .option('--playground', 'the playground, also while a lab is started')
      .option('--json', 'print JSON (docs/json/sweep.schema.json)'),
  notes: 'Every action is asked on every resource that the accounts have, and on one that they do not have, named `any-name`.',
  async run(context, [principal = ''], { service = knownServices(), json, playground }) {
    for (const prefix of service) {
      if (!knownService(prefix))
        throw new SeclabError('service.unknown', `The catalogue has no service \`${prefix}\`: it has ${knownServices().join(', ')}.`);
    }
    const world = await worldOf(await openPlace(context, playground ? 'playground' : undefined));
    const caller = await callerNamed(world, principal);
    const allowed = sweepOf(world, caller, service).filter(({ decision }) => decision.layer !== 'none' || caller.principal.type === 'Root');
    context.print(
      json
        ? JSON.stringify(
            allowed.map(({ request: { action, resource }, decision: { layer, matched } }) => ({ action, resource, layer, by: matched })),
            null,
            2,
          )
        : sweptText(caller.called, allowed),
    );
    return 0;
  },
});

function sweepOf(world: CheckWorld, caller: Caller, services: readonly string[]): readonly Swept[] {
  const place = { word: 'any-name', account: world.main.id, region: world.access.region };
  const strangers = services.flatMap(actionsOf).flatMap((action) => strangersFor(action, place));
  // What hangs on a resource does not depend on the action, but that trust policies speak on STS alone.
  const about = (resource: string) =>
    judgeWith(world, caller, resource.includes(':role/') ? 'sts:AssumeRole' : 's3:GetObject', resource, {});
  return whatCan({
    principal: caller.principal,
    services,
    resources: [...realResources(world), ...strangers],
    policies: (resource) => about(resource).policies,
    context: (action, resource) => requestContext(world, caller, action, resource, {}),
    owner: (resource) => about(resource).request.resourceAccount,
  }).allowed;
}

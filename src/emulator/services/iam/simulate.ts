import type { SimulatePolicyResponse } from '@aws-sdk/client-iam';
import { parsePolicy, parsePrincipal, PolicyError } from '../../../iam/index.ts';
import type { PolicyKind, Principal } from '../../../iam/types.ts';
import type { CallContext } from '../contract.ts';
import { iamArn, parseIamArn } from './arns.ts';
import { onSource, policiesOfSource } from './context-keys.ts';
import { invalidInput } from './errors.ts';
import { defaultVersion, managedPolicy } from './managed-policies.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { boundaryPolicies } from './policies-in-force.ts';
import { contextOf, simulate, type SimulatedPolicy, type Simulation } from './simulation.ts';
import type { Identity } from './records.ts';
import { iamState, type IamState } from './state.ts';

/** What the policies of a user, group or role allow. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html */
export const simulatePrincipalPolicy = operation('SimulatePrincipalPolicy', {
  authorize: (input, call) => onSource(input.PolicySourceArn, call),
  handle: (input, call) => {
    const state = iamState(call.own);
    const attached = policiesOfSource(state, input.PolicySourceArn).map((policy) => simulated(state, policy));
    const isPrincipal = ['user', 'role'].includes(parseIamArn(input.PolicySourceArn)?.resource ?? '');
    const caller = input.CallerArn ?? (isPrincipal ? input.PolicySourceArn : undefined);
    const boundary = given(input.PermissionsBoundaryPolicyInputList, 'boundary', 'PermissionsBoundaryPolicyInputList');
    return answer(input, caller, call, {
      identity: [...attached, ...given(input.PolicyInputList, 'identity', 'PolicyInputList')],
      boundary: boundary.length > 0 ? boundary : ownBoundary(state, input.PolicySourceArn),
    });
  },
});

/** What documents would allow that are attached to nobody. https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html */
export const simulateCustomPolicy = operation('SimulateCustomPolicy', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) =>
    answer(input, input.CallerArn, call, {
      identity: given(input.PolicyInputList, 'identity', 'PolicyInputList'),
      boundary: given(input.PermissionsBoundaryPolicyInputList, 'boundary', 'PermissionsBoundaryPolicyInputList'),
    }),
});

interface Question {
  readonly ActionNames: string[];
  readonly ResourceArns?: string[] | undefined;
  readonly ResourcePolicy?: string | undefined;
  readonly ResourceOwner?: string | undefined;
  readonly ContextEntries?: Parameters<typeof contextOf>[0] | undefined;
  readonly Marker?: string | undefined;
  readonly MaxItems?: number | undefined;
}

type InForce = { readonly identity: readonly SimulatedPolicy[]; readonly boundary: readonly SimulatedPolicy[] };

function answer(
  input: Question,
  callerArn: string | undefined,
  call: CallContext,
  { identity, boundary }: InForce,
): SimulatePolicyResponse {
  const [resource] = given(input.ResourcePolicy === undefined ? [] : [input.ResourcePolicy], 'resource', 'ResourcePolicy');
  if (resource !== undefined && callerArn === undefined) throw invalidInput('CallerArn is required where a ResourcePolicy is given.');
  const simulation: Simulation = {
    principal: callerOf(callerArn, call),
    resourceAccount: input.ResourceOwner?.split(':')[4] ?? call.account,
    identity,
    context: contextOf(input.ContextEntries ?? []),
    ...(boundary.length === 0 ? {} : { boundary }),
    ...(resource === undefined ? {} : { resource }),
  };
  const resources = input.ResourceArns === undefined || input.ResourceArns.length === 0 ? ['*'] : input.ResourceArns;
  const questions = input.ActionNames.flatMap((action) => resources.map((resource) => ({ action: actionName(action), resource })));
  const numbered = questions.map((question, i) => ({ ...question, key: String(i).padStart(9, '0') }));
  const { items, more } = page(numbered, input, ({ key }) => key);
  return { EvaluationResults: items.map(({ action, resource }) => simulate(simulation, action, resource)), ...more };
}

function given(texts: readonly string[] | undefined, kind: PolicyKind, list: string): SimulatedPolicy[] {
  return (texts ?? []).map((text, i) => {
    const name = list === 'ResourcePolicy' ? list : `${list}.${i + 1}`;
    try {
      return { policy: { name, attachedTo: 'the simulation', document: parsePolicy(text, kind) }, text, sourceId: name };
    } catch (error) {
      if (error instanceof PolicyError) throw invalidInput(`Invalid Input Policy [${name}]: ${error.awsMessage}`);
      throw error;
    }
  });
}

function ownBoundary(state: IamState, sourceArn: string): SimulatedPolicy[] {
  const { resource, name = '' } = parseIamArn(sourceArn) ?? {};
  const entity = resource === 'user' ? state.users.get(name) : resource === 'role' ? state.roles.get(name) : undefined;
  const policies = entity === undefined ? undefined : boundaryPolicies(state, entity);
  return (policies ?? []).map((policy) => simulated(state, policy));
}

function simulated(state: IamState, policy: SimulatedPolicy['policy']): SimulatedPolicy {
  if (policy.arn !== undefined) {
    return { policy, text: defaultVersion(managedPolicy(state, policy.arn)).document, sourceId: policy.name };
  }
  const [kind = '', holder = ''] = policy.attachedTo.split(' ');
  const inline = holderOf(state, kind, holder)?.inlinePolicies.find(({ name }) => name === policy.name);
  if (inline === undefined) throw new Error(`${policy.attachedTo} has no inline policy ${policy.name}`);
  return { policy, text: inline.document, sourceId: `${kind}_${holder}_${policy.name}` };
}

function holderOf(state: IamState, kind: string, name: string): Identity | undefined {
  if (kind === 'user') return state.users.get(name);
  return kind === 'group' ? state.groups.get(name) : state.roles.get(name);
}

// Documents without a caller are asked on behalf of a user of the account who is nobody in particular.
function callerOf(arn: string | undefined, call: CallContext): Principal {
  try {
    return parsePrincipal(arn ?? iamArn(call.account, 'user', '/', 'simulated'));
  } catch (error) {
    if (error instanceof RangeError) throw invalidInput(`Invalid CallerArn: ${arn}`);
    throw error;
  }
}

function actionName(action: string): string {
  if (/^[a-z0-9-]+:[a-z0-9]+$/i.test(action)) return action;
  throw invalidInput(`Invalid Action: ${action} is not the name of one action, such as s3:GetObject.`);
}

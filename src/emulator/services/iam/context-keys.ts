import type { AttachedPolicy, PolicyDocument } from '../../../iam/types.ts';
import { byArn, groupNamed, onGroup, onRole, onUser, roleNamed, userNamed } from './entities.ts';
import { checkDocument } from './documents.ts';
import { invalidInput } from './errors.ts';
import { operation, type Target } from './operation.ts';
import { groupPolicies, rolePolicies, userPolicies } from './policies-in-force.ts';
import { iamState, type IamState } from './state.ts';
import type { CallContext } from '../contract.ts';
import { parseIamArn } from './arns.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetContextKeysForCustomPolicy.html */
export const getContextKeysForCustomPolicy = operation('GetContextKeysForCustomPolicy', {
  authorize: () => ({ resource: '*' }),
  handle: (input) => ({ ContextKeyNames: contextKeys(input.PolicyInputList.map((text) => checkDocument('identity', text))) }),
});

export const getContextKeysForPrincipalPolicy = operation('GetContextKeysForPrincipalPolicy', {
  authorize: (input, call) => onSource(input.PolicySourceArn, call),
  handle: (input, call) => {
    const attached = policiesOfSource(iamState(call.own), input.PolicySourceArn).map(({ document }) => document);
    const given = (input.PolicyInputList ?? []).map((text) => checkDocument('identity', text));
    return { ContextKeyNames: contextKeys([...attached, ...given]) };
  },
});

/** The condition keys that documents ask for, in conditions and in policy variables, in their order and each once. */
export function contextKeys(documents: readonly PolicyDocument[]): string[] {
  const keys = documents.flatMap(({ statements }) =>
    statements.flatMap(({ conditions, resource, notResource }) => [
      ...conditions.map(({ key }) => key),
      ...[...(resource ?? []), ...(notResource ?? []), ...conditions.flatMap(({ values }) => values)].flatMap(variablesIn),
    ]),
  );
  return [...new Map(keys.map((key) => [key.toLowerCase(), key])).values()];
}

/** What a simulation acts upon: the user, group or role that it asks about. */
export function onSource(arn: string, call: CallContext): Target {
  const { resource, name = '' } = parseIamArn(arn) ?? {};
  if (resource === 'user') return byArn(onUser(call, name));
  if (resource === 'group') return byArn(onGroup(call, name));
  return resource === 'role' ? byArn(onRole(call, name)) : { resource: arn };
}

/** The policies of a user, group or role of the account by its ARN; throws `NoSuchEntity` or `InvalidInput`. */
export function policiesOfSource(state: IamState, arn: string): AttachedPolicy[] {
  const source = parseIamArn(arn);
  if (source?.account === state.account && source.resource === 'user') return userPolicies(state, userNamed(state, source.name));
  if (source?.account === state.account && source.resource === 'group') return groupPolicies(state, groupNamed(state, source.name));
  if (source?.account === state.account && source.resource === 'role') return rolePolicies(state, roleNamed(state, source.name));
  throw invalidInput(`Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
}

// `${*}`, `${?}` and `${$}` stand for the characters themselves; a default may follow the key.
function variablesIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^},]+)(?:,[^}]*)?\}/g)].map(([, key = '']) => key.trim()).filter((key) => !/^[*?$]$/.test(key));
}

import { AwsError } from '../../wire/aws-error.ts';
import type * as sdk from '@aws-sdk/client-iam';
import type { RequestContext } from '../../../iam/types.ts';
import { type Access, type CallContext, type InputOf, type Operation, operationsOf, type OutputOf } from '../contract.ts';
import { isBarredFromIam } from '../sts/sessions.ts';
import { checkInput, type Constraint } from './constraints.ts';
import { resourceTags } from './resource-tags.ts';

type Sdk = typeof sdk;

/** An input whose required members are there. */
export type Given<Input> = {
  [Member in keyof Input]: object extends Pick<Input, Member> ? Input[Member] : Exclude<Input[Member], undefined>;
};

/** What an IAM operation acts upon. The action is the operation's own name unless told; tags of the resource are added. */
export interface Target {
  readonly action?: string;
  /** An ARN or `*`. */
  readonly resource: string;
  /** How IAM names it in a denial, where that is not its ARN: `role thumbnailer`. */
  readonly named?: string;
  readonly context?: RequestContext;
}

interface Rules<Input, Output> {
  /** Where this operation asks of a member something else than the others do. */
  readonly constraints?: Readonly<Record<string, Constraint>>;
  readonly authorize: (input: Given<Input>, call: CallContext) => Target | readonly Target[];
  readonly handle: (input: Given<Input>, call: CallContext) => Output;
}

const define = operationsOf<Sdk>();

/** An IAM operation: its input is checked before it is authorised, as AWS does. */
export function operation<Name extends string>(
  name: Name,
  { constraints, authorize, handle }: Rules<InputOf<Sdk, Name>, OutputOf<Sdk, Name>>,
): Operation<InputOf<Sdk, Name>, OutputOf<Sdk, Name>, undefined> {
  return define(name, {
    authorize: (input, call) => {
      if (isBarredFromIam(call.credential)) {
        throw new AwsError('InvalidClientTokenId', 'The security token included in the request is invalid', 403);
      }
      checkInput(input, constraints);
      const targets = [authorize(given(input), call)].flat();
      return targets.map((target) => accessTo(name, target, call));
    },
    handle: (input, call) => handle(given(input), call),
  });
}

function accessTo(operation: string, { action, resource, named, context }: Target, call: CallContext): Access {
  const tags = resourceTags(resource, call.store) ?? [];
  const tagContext = Object.fromEntries(
    tags.flatMap(({ Key, Value }) => [
      [`iam:ResourceTag/${Key}`, Value],
      [`aws:ResourceTag/${Key}`, Value],
    ]),
  );
  // Policies that AWS manages have the account `aws` in their ARNs; it is the caller's account that is acted upon.
  return {
    action: action ?? `iam:${operation}`,
    resource,
    ...(named === undefined ? {} : { resourceName: named }),
    resourceAccount: call.account,
    context: { ...tagContext, ...context },
  };
}

// The wire lets no call through that lacks a required member.
const given = <Input>(input: Input) => input as Given<Input>;

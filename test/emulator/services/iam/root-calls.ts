import type { InputOf, OperationOf } from '../../../../src/aws/sdk-types.ts';
import type { OperationCases, Trial } from '../../../support/operations.ts';

type Sdk = typeof import('@aws-sdk/client-iam');
export type Name = OperationOf<Sdk>;
export type IamCases = OperationCases<'iam'>;

/** An IAM call by the root user of the trial's account. */
export function iam<Operation extends Name>(t: Trial, operation: Operation, input: InputOf<Sdk, Operation>) {
  return t.root.call('iam', operation, input);
}

/** A call that fails with a code, after what must be there for it. */
export function fails<Operation extends Name>(
  code: string,
  operation: Operation,
  input: InputOf<Sdk, Operation>,
  before: (t: Trial) => Promise<unknown> = async () => {},
) {
  return {
    code,
    provoke: async (t: Trial) => {
      await before(t);
      return iam(t, operation, input);
    },
  };
}

/** How every call of IAM fails for credentials of GetSessionToken that were asked for without MFA. */
export function failsWithoutMfa<Operation extends Name>(operation: Operation, input: InputOf<Sdk, Operation>) {
  return {
    code: 'InvalidClientTokenId',
    provoke: async (t: Trial) => {
      const { Credentials } = await t.root.call('sts', 'GetSessionToken', {});
      const { AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = Credentials ?? {};
      return t.sandbox.clients({ accessKeyId, secretAccessKey, sessionToken }).call('iam', operation, input);
    },
  };
}

/** The input with which nobody's call is denied. */
export const denied = <Input>(input: Input) => ({ input: () => input });

export const ana = (t: Trial) => iam(t, 'CreateUser', { UserName: 'ana' });
export const readers = (t: Trial) => iam(t, 'CreateGroup', { GroupName: 'readers' });
export const thumbnailer = (t: Trial) => iam(t, 'CreateRole', { RoleName: 'thumbnailer', AssumeRolePolicyDocument: TRUST });

/** Makes the managed policy `data`; its ARN. */
export async function data(t: Trial): Promise<string> {
  return (await iam(t, 'CreatePolicy', { PolicyName: 'data', PolicyDocument: DOCUMENT })).Policy?.Arn ?? '';
}

export const decoded = (document: string | undefined): unknown => JSON.parse(decodeURIComponent(document ?? ''));
export const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});
export const DOCUMENT = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] });
export const AWS_POLICY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
export const NO_POLICY = 'arn:aws:iam::111122223333:policy/none';

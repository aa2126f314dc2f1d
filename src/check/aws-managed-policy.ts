import type { AwsClients } from '../aws/clients.ts';
import type { AttachedPolicy } from '../iam/types.ts';
import { attachedPolicy } from './documents.ts';

/** Reads the default version of a policy of AWS's own through the API. */
export async function awsManagedPolicy(aws: AwsClients, arn: string, attachedTo: string): Promise<AttachedPolicy> {
  const { Policy } = await aws.call('iam', 'GetPolicy', { PolicyArn: arn });
  const { PolicyVersion } = await aws.call('iam', 'GetPolicyVersion', { PolicyArn: arn, VersionId: Policy?.DefaultVersionId });
  if (PolicyVersion?.Document === undefined) throw new Error(`GetPolicyVersion gave no document for ${arn}.`);
  return attachedPolicy({ name: Policy?.PolicyName ?? arn, arn, attachedTo, source: PolicyVersion.Document, kind: 'identity' });
}

import type { AwsClients } from '../aws/clients.ts';

/** A place of an account that holds a policy document. */
export interface PolicySlot {
  /** `policy data of role thumbnailer` */
  readonly name: string;
  /** What it is on: an identity's own, a role's trust, a bucket's. */
  readonly kind: 'identity' | 'trust' | 'resource';
  /** The ARN of the role or bucket whose trust or policy it is. */
  readonly of?: string;
  /** JSON. */
  readonly source: string;
  /** Replaces the document; false where AWS does not store it. */
  write(source: string): Promise<boolean>;
}

/** All policy documents of an account that its users can write. */
export async function readPolicySlots(aws: AwsClients): Promise<readonly PolicySlot[]> {
  const details = await aws.call('iam', 'GetAccountAuthorizationDetails', {});
  const slots: PolicySlot[] = [];
  type Put = (source: string) => Promise<unknown>;
  const add = (name: string, document: string | undefined, put: Put, about: Pick<PolicySlot, 'kind' | 'of'> = { kind: 'identity' }) => {
    if (document !== undefined) slots.push({ name, ...about, source: decoded(document), write: (source) => stores(put(source)) });
  };
  for (const { RoleName = '', Arn: of = '', RolePolicyList = [], AssumeRolePolicyDocument } of details.RoleDetailList ?? []) {
    add(
      `trust policy of role ${RoleName}`,
      AssumeRolePolicyDocument,
      (PolicyDocument) => aws.call('iam', 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument }),
      { kind: 'trust', of },
    );
    for (const { PolicyName = '', PolicyDocument: document } of RolePolicyList) {
      add(`policy ${PolicyName} of role ${RoleName}`, document, (PolicyDocument) =>
        aws.call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument }),
      );
    }
  }
  for (const { UserName = '', UserPolicyList = [] } of details.UserDetailList ?? []) {
    for (const { PolicyName = '', PolicyDocument: document } of UserPolicyList) {
      add(`policy ${PolicyName} of user ${UserName}`, document, (PolicyDocument) =>
        aws.call('iam', 'PutUserPolicy', { UserName, PolicyName, PolicyDocument }),
      );
    }
  }
  for (const { GroupName = '', GroupPolicyList = [] } of details.GroupDetailList ?? []) {
    for (const { PolicyName = '', PolicyDocument: document } of GroupPolicyList) {
      add(`policy ${PolicyName} of group ${GroupName}`, document, (PolicyDocument) =>
        aws.call('iam', 'PutGroupPolicy', { GroupName, PolicyName, PolicyDocument }),
      );
    }
  }
  const { Buckets = [] } = await aws.call('s3', 'ListBuckets', {});
  for (const { Name: Bucket = '' } of Buckets) {
    const answer = await aws.call('s3', 'GetBucketPolicy', { Bucket }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchBucketPolicy') return { Policy: undefined };
      throw error;
    });
    add(`policy of bucket ${Bucket}`, answer.Policy, (Policy) => aws.call('s3', 'PutBucketPolicy', { Bucket, Policy }), {
      kind: 'resource',
      of: `arn:aws:s3:::${Bucket}`,
    });
  }
  return slots;
}

function decoded(document: string): string {
  return document.trimStart().startsWith('{') ? document : decodeURIComponent(document);
}

async function stores(put: Promise<unknown>): Promise<boolean> {
  try {
    await put;
    return true;
  } catch (error) {
    // AccessDenied is what the root user gets for a public bucket policy under Block Public Access.
    if (error instanceof Error && (error.name.startsWith('MalformedPolicy') || error.name === 'AccessDenied')) return false;
    throw error;
  }
}

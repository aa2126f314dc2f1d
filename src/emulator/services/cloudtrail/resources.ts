import type { ApiEvent } from '../../../iam/event.ts';

/** A resource as the event history lists it. */
export interface NamedResource {
  readonly ResourceType: string;
  readonly ResourceName: string;
}

/** The kind of resource that a parameter names. */
const TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  iam: {
    UserName: 'AWS::IAM::User',
    NewUserName: 'AWS::IAM::User',
    GroupName: 'AWS::IAM::Group',
    RoleName: 'AWS::IAM::Role',
    PolicyName: 'AWS::IAM::Policy',
    PolicyArn: 'AWS::IAM::Policy',
    InstanceProfileName: 'AWS::IAM::InstanceProfile',
    AccessKeyId: 'AWS::IAM::AccessKey',
    SerialNumber: 'AWS::IAM::MfaDevice',
    VirtualMFADeviceName: 'AWS::IAM::MfaDevice',
  },
  sts: { RoleArn: 'AWS::IAM::Role', RoleSessionName: 'AWS::STS::AssumedRole', AccessKeyId: 'AWS::IAM::AccessKey' },
  s3: { Bucket: 'AWS::S3::Bucket' },
};

/** What the parameters of a call name. */
export function resourcesOf({ service, parameters }: ApiEvent): NamedResource[] {
  const types = TYPES[service] ?? {};
  return Object.entries(parameters).flatMap(([name, value]) => {
    const ResourceType = types[name];
    return ResourceType === undefined || typeof value !== 'string' ? [] : [{ ResourceType, ResourceName: value }];
  });
}

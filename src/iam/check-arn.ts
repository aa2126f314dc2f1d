import { quote } from './json.ts';
import { PolicyError } from './policy-error.ts';
import type { PolicyKind } from './types.ts';

/**
 * Refuses a Resource that is no ARN, or one that its service cannot have; throws PolicyError with the sentence that IAM has for it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function checkArn(text: string, path: string, kind: PolicyKind): void {
  const [prefix, partition = '', service = '', region = '', , ...rest] = text.split(':');
  const refuse = (expected: string, awsMessage: string): never => {
    throw new PolicyError({ path, expected, got: quote(text), awsMessage });
  };
  if (prefix !== 'arn') refuse('an ARN or "*"', `Resource ${text} must be in ARN format or "*".`);
  if (!/^aws(-[a-z-]+)?$/.test(partition) && !partition.includes('*')) {
    refuse('an ARN of the partition `aws`', `Partition "${partition}" is not valid for resource "${text}".`);
  }
  if (!isService(service, kind)) {
    refuse('an ARN that names its service', 'Resource vendor must be fully qualified and cannot contain regexes.');
  }
  const resource = rest.join(':');
  const hasRegion = region !== '' && region !== '*';
  if (service === 's3' && hasRegion && resource !== '' && !REGIONAL_S3.test(resource)) {
    refuse('an S3 ARN without a Region', `Resource ${text} can not contain region information.`);
  }
  if (service === 'iam' && hasRegion) refuse('an IAM ARN without a Region', `IAM resource ${text} cannot contain region information.`);
  if (service === 'iam' && rest.length > 0 && !isIamResource(resource)) {
    const awsMessage = `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
    refuse('an IAM resource such as `user/...` or `role/...`', awsMessage);
  }
}

const REGIONAL_S3 = /^(accesspoint|access-grants|storage-lens|job)\b/;

const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/** Policies of users and roles must name the service; in others `*` may stand for every service. */
function isService(service: string, kind: PolicyKind): boolean {
  if (service === '*') return kind !== 'identity' && kind !== 'boundary' && kind !== 'session';
  return service !== '' && !/[*?]/.test(service);
}

/** A wildcard or a variable may stand for the kind of resource too. */
function isIamResource(resource: string): boolean {
  return resource === 'root' || /^[^/]*[*?$]/.test(resource) || IAM_PATHS.some((start) => resource.startsWith(start));
}

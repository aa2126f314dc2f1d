import type { ApiEvent } from '../../../iam/event.ts';

/** The parameters of a call in CloudTrail's lower camel case; null for a call without any, and for one of IAM or STS that was denied. */
export function requestParameters({ service, parameters, outcome }: ApiEvent): object | null {
  const denied = outcome === 'implicitDeny' || outcome === 'explicitDeny';
  if (Object.keys(parameters).length === 0 || (denied && service !== 's3')) return null;
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [parameterName(service, name), lowerNames(value)]));
}

function parameterName(service: string, name: string): string {
  if (service === 's3' && name === 'Bucket') return 'bucketName';
  return service === 's3' && name === 'Policy' ? 'bucketPolicy' : lower(name);
}

function lowerNames(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lowerNames);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [lower(name), lowerNames(member)]));
}

/** `UserName` to `userName`, `ACL` to `aCL` as CloudTrail writes it; names that begin small stay. */
function lower(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

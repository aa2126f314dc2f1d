import { validationError } from './errors.ts';

/** What IAM asks of a text, number or list before anything else. Lengths count characters; bounds are inclusive. */
export interface Constraint {
  readonly length?: readonly [number, number];
  readonly range?: readonly [number, number];
  readonly pattern?: RegExp;
  /** IAM's own sentence for a text that does not match; default: the general one that quotes the pattern. */
  readonly says?: string;
  readonly oneOf?: readonly string[];
}

const NAME = /^[\w+=,.@-]+$/;
const PATH = /^\/(?:[\u0021-\u007E]+\/)?$/;
const only = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
const name = (max: number): Constraint => ({ length: [1, max], pattern: NAME, says: only });
const path: Constraint = {
  length: [1, 512],
  pattern: PATH,
  says: 'It must begin and end with / and contain only alphanumeric characters and/or / characters.',
};
const document: Constraint = { length: [1, 131_072] };
const arn: Constraint = { length: [20, 2048] };
const description: Constraint = { length: [0, 1000] };
const code: Constraint = { length: [6, 6], pattern: /^\d+$/ };

/** By the name of the member: IAM asks the same of it wherever it stands, but for the exceptions that an operation gives itself. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  UserName: name(128),
  NewUserName: name(64),
  GroupName: name(128),
  NewGroupName: name(128),
  RoleName: name(64),
  PolicyName: name(128),
  InstanceProfileName: name(128),
  VirtualMFADeviceName: { length: [1, 226], pattern: NAME, says: only },
  SerialNumber: { length: [9, 256] },
  Path: path,
  NewPath: path,
  PathPrefix: { length: [1, 512], pattern: /^\/[\u0021-\u007E]*$/ },
  PolicyArn: arn,
  PolicySourceArn: arn,
  PermissionsBoundary: arn,
  PolicyDocument: document,
  AssumeRolePolicyDocument: document,
  VersionId: { pattern: /^v[1-9][0-9]*(\.[A-Za-z0-9-]*)?$/ },
  Description: description,
  MaxSessionDuration: { range: [3600, 43_200] },
  AccessKeyId: { length: [16, 128], pattern: /^\w+$/ },
  Status: { oneOf: ['Active', 'Inactive'] },
  Password: { length: [1, 128] },
  OldPassword: { length: [1, 128] },
  NewPassword: { length: [1, 128] },
  AccountAlias: { length: [3, 63], pattern: /^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$/ },
  MaxItems: { range: [1, 1000] },
  Marker: { length: [1, 2048] },
  MinimumPasswordLength: { range: [6, 128] },
  MaxPasswordAge: { range: [1, 1095] },
  PasswordReusePrevention: { range: [1, 24] },
  AuthenticationCode1: code,
  AuthenticationCode2: code,
  EntityFilter: { oneOf: ['User', 'Role', 'Group', 'LocalManagedPolicy', 'AWSManagedPolicy'] },
  Scope: { oneOf: ['All', 'AWS', 'Local'] },
  PolicyUsageFilter: { oneOf: ['PermissionsPolicy', 'PermissionsBoundary'] },
  AssignmentStatus: { oneOf: ['Assigned', 'Unassigned', 'Any'] },
  AWSServiceName: { length: [1, 128], pattern: /^[\w+=,.@-]+$/ },
  CustomSuffix: { length: [1, 64], pattern: /^[\w+=,.@-]+$/ },
};

/**
 * Checks that each member of an input is as IAM asks; that the required ones are there, the wire has checked.
 * Throws one `ValidationError` for all faults; for a name or path with wrong characters in IAM's own words.
 */
export function checkInput(input: unknown, own: Readonly<Record<string, Constraint>> = {}): void {
  const faults: string[] = [];
  for (const [member, value] of Object.entries(input ?? {})) {
    const constraint = own[member] ?? CONSTRAINTS[member];
    if (constraint === undefined || value === undefined) continue;
    const fault = faultOf(value, constraint);
    if (fault === undefined) continue;
    if (fault.says !== undefined) throw validationError(`The specified value for ${camelCase(member)} is invalid. ${fault.says}`);
    faults.push(`Value '${String(value)}' at '${camelCase(member)}' failed to satisfy constraint: ${fault.constraint}`);
  }
  if (faults.length > 0)
    throw validationError(`${faults.length} validation error${faults.length > 1 ? 's' : ''} detected: ${faults.join('; ')}`);
}

interface Fault {
  readonly constraint: string;
  readonly says?: string;
}

function faultOf(value: unknown, { length, range, pattern, says, oneOf }: Constraint): Fault | undefined {
  if (typeof value === 'number' && range !== undefined) {
    if (value < range[0]) return { constraint: `Member must have value greater than or equal to ${range[0]}` };
    if (value > range[1]) return { constraint: `Member must have value less than or equal to ${range[1]}` };
  }
  if (typeof value !== 'string') return undefined;
  if (oneOf !== undefined && !oneOf.includes(value)) return { constraint: `Member must satisfy enum value set: [${oneOf.join(', ')}]` };
  if (length !== undefined && value.length < length[0]) {
    return { constraint: `Member must have length greater than or equal to ${length[0]}` };
  }
  if (length !== undefined && value.length > length[1]) return { constraint: `Member must have length less than or equal to ${length[1]}` };
  if (pattern === undefined || pattern.test(value)) return undefined;
  const constraint = `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^/, '').replace(/\$$/, '')}`;
  return says === undefined ? { constraint } : { constraint, says };
}

const camelCase = (member: string) => member.charAt(0).toLowerCase() + member.slice(1);

import { validationError } from './errors.ts';

/** What STS asks of a member. Lengths count characters; bounds are inclusive. */
export interface Constraint {
  readonly length?: readonly [number, number];
  readonly range?: readonly [number, number];
  /** As AWS's sentence quotes it; it has to match the whole text. */
  readonly pattern?: string;
}

const name = { length: [2, 64], pattern: String.raw`[\w+=,.@-]*` } as const;

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const CONSTRAINTS = {
  RoleArn: { length: [20, 2048] },
  RoleSessionName: name,
  SourceIdentity: name,
  ExternalId: { length: [2, 1224], pattern: String.raw`[\w+=,.@:\/-]*` },
  Policy: { length: [1, 2048], pattern: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+` },
  SerialNumber: { length: [9, 256], pattern: String.raw`[\w+=/:,.@-]*` },
  TokenCode: { length: [6, 6], pattern: String.raw`[\d]*` },
  AccessKeyId: { length: [16, 128], pattern: String.raw`[\w]*` },
  Name: { length: [2, 32], pattern: String.raw`[\w+=,.@-]*` },
} as const satisfies Record<string, Constraint>;

/** Checks members of an input by their names, and `DurationSeconds` against its range. Throws one `ValidationError` for all faults. */
export function checkInput(input: object, durationSeconds?: readonly [number, number]): void {
  const constraints: Record<string, Constraint> =
    durationSeconds === undefined ? CONSTRAINTS : { ...CONSTRAINTS, DurationSeconds: { range: durationSeconds } };
  const faults = Object.entries(input).flatMap(([member, value]) => faultsOf(member, value, constraints[member]));
  if (faults.length > 0)
    throw validationError(`${faults.length} validation error${faults.length > 1 ? 's' : ''} detected: ${faults.join('; ')}`);
}

function faultsOf(member: string, value: unknown, constraint: Constraint | undefined): string[] {
  if (constraint === undefined || (typeof value !== 'string' && typeof value !== 'number')) return [];
  const at = member.charAt(0).toLowerCase() + member.slice(1);
  return broken(value, constraint).map((rule) => `Value '${value}' at '${at}' failed to satisfy constraint: Member must ${rule}`);
}

function broken(value: string | number, { length, range, pattern }: Constraint): string[] {
  if (typeof value === 'number') {
    if (range !== undefined && value < range[0]) return [`have value greater than or equal to ${range[0]}`];
    if (range !== undefined && value > range[1]) return [`have value less than or equal to ${range[1]}`];
    return [];
  }
  const rules: string[] = [];
  if (length !== undefined && value.length < length[0]) rules.push(`have length greater than or equal to ${length[0]}`);
  if (length !== undefined && value.length > length[1]) rules.push(`have length less than or equal to ${length[1]}`);
  if (pattern !== undefined && !new RegExp(`^(?:${pattern})$`).test(value)) rules.push(`satisfy regular expression pattern: ${pattern}`);
  return rules;
}

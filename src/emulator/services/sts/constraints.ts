import { checkInput as checkMembers, type Constraint } from '../iam/constraints.ts';

const sessionName: Constraint = { length: [2, 64], pattern: /^[\w+=,.@-]*$/ };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  RoleArn: { length: [20, 2048] },
  RoleSessionName: sessionName,
  SourceIdentity: sessionName,
  ExternalId: { length: [2, 1224], pattern: /^[\w+=,.@:/-]*$/ },
  // oxlint-disable-next-line no-control-regex -- tab, line feed and carriage return are good.
  Policy: { length: [1, 2048], pattern: /^[\u0009\u000A\u000D\u0020-\u00FF]+$/ },
  SerialNumber: { length: [9, 256], pattern: /^[\w+=/:,.@-]*$/ },
  TokenCode: { length: [6, 6], pattern: /^[\d]*$/ },
  AccessKeyId: { length: [16, 128], pattern: /^[\w]*$/ },
  Name: { length: [2, 32], pattern: /^[\w+=,.@-]*$/ },
};

/** Checks members of an input by their names, and `DurationSeconds` against its range. Throws one `ValidationError` for all faults. */
export function checkInput(input: object, durationSeconds?: readonly [number, number]): void {
  checkMembers(input, durationSeconds === undefined ? CONSTRAINTS : { ...CONSTRAINTS, DurationSeconds: { range: durationSeconds } });
}

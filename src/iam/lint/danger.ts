import { findAction } from '../catalogue.ts';

/** What an attacker asks for first, the gravest first. */
const FIRST: readonly string[] = [
  'iam:CreatePolicyVersion',
  'iam:AttachUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutRolePolicy',
  'iam:CreateAccessKey',
  'iam:PassRole',
  'iam:UpdateAssumeRolePolicy',
  'iam:CreateLoginProfile',
  'organizations:LeaveOrganization',
  'organizations:DetachPolicy',
  'sts:AssumeRole',
  'kms:PutKeyPolicy',
  'kms:CreateGrant',
  'kms:ScheduleKeyDeletion',
  's3:PutBucketPolicy',
  's3:PutBucketPublicAccessBlock',
  's3:PutBucketAcl',
  's3:PutObjectAcl',
  's3:DeleteBucket',
  's3:DeleteObject',
  'lambda:AddPermission',
  'lambda:UpdateFunctionCode',
  'secretsmanager:PutResourcePolicy',
  'secretsmanager:GetSecretValue',
  'ssm:SendCommand',
  'ssm:StartSession',
  'ssm:GetParameter',
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'logs:DeleteLogGroup',
  'cognito-idp:AdminSetUserPassword',
  'cognito-identity:SetIdentityPoolRoles',
  'kms:Decrypt',
  's3:GetObject',
];

const LEVELS: readonly string[] = ['Permissions management', 'Write', 'Tagging', 'Read', 'List'];

/** The actions by what they can do in wrong hands, the gravest first. */
export function byDanger(actions: readonly string[]): readonly string[] {
  return actions.toSorted((one, other) => rank(one) - rank(other));
}

/** Does it change something, or who may do what? */
export function changesThings(action: string): boolean {
  const level = findAction(action)?.accessLevel;
  return level === 'Permissions management' || level === 'Write';
}

function rank(action: string): number {
  const place = FIRST.indexOf(action);
  if (place !== -1) return place;
  const level = LEVELS.indexOf(findAction(action)?.accessLevel ?? '');
  return FIRST.length + (level === -1 ? LEVELS.length : level);
}

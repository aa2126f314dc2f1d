/** A way from some permissions to all, as security researchers and AWS have published them. */
export interface EscalationPath {
  readonly name: string;
  /** All of them are needed. */
  readonly actions: readonly string[];
  /** The service that gets the role, for `iam:PassRole`. */
  readonly passedTo?: string;
  /** Only for oneself it is no gain. */
  readonly onlyOthers?: true;
  readonly how: string;
}

/** Ways within IAM itself, and through services that work with a role of the caller's choice. */
export const ESCALATION_PATHS: readonly EscalationPath[] = [
  { name: 'new policy version', actions: ['iam:CreatePolicyVersion'], how: 'rewrite a policy that one has, as its new default version' },
  { name: 'old policy version', actions: ['iam:SetDefaultPolicyVersion'], how: 'make an older, wider version of a policy the default' },
  { name: 'access key', actions: ['iam:CreateAccessKey'], onlyOthers: true, how: 'make an access key for a user with more rights' },
  { name: 'password', actions: ['iam:CreateLoginProfile'], onlyOthers: true, how: 'give a password to a user with more rights' },
  { name: 'new password', actions: ['iam:UpdateLoginProfile'], onlyOthers: true, how: 'change the password of a user with more rights' },
  { name: 'policy for a user', actions: ['iam:AttachUserPolicy'], how: 'attach AdministratorAccess to oneself' },
  { name: 'policy for a group', actions: ['iam:AttachGroupPolicy'], how: 'attach AdministratorAccess to a group that one is in' },
  { name: 'policy for a role', actions: ['iam:AttachRolePolicy'], how: 'attach AdministratorAccess to a role that one can take' },
  { name: 'inline policy of a user', actions: ['iam:PutUserPolicy'], how: 'write oneself a policy' },
  { name: 'inline policy of a group', actions: ['iam:PutGroupPolicy'], how: 'write a policy for a group that one is in' },
  { name: 'inline policy of a role', actions: ['iam:PutRolePolicy'], how: 'write a policy for a role that one can take' },
  { name: 'group', actions: ['iam:AddUserToGroup'], how: 'join a group with more rights' },
  {
    name: 'trust',
    actions: ['iam:UpdateAssumeRolePolicy', 'sts:AssumeRole'],
    how: 'have a role with more rights trust oneself, and take it',
  },
  { name: 'user boundary', actions: ['iam:DeleteUserPermissionsBoundary'], how: 'take off one’s own permissions boundary' },
  {
    name: 'role boundary',
    actions: ['iam:DeleteRolePermissionsBoundary'],
    how: 'take the permissions boundary off a role that one can take',
  },
  { name: 'wider boundary', actions: ['iam:PutUserPermissionsBoundary'], how: 'put a wider permissions boundary in place of one’s own' },
  {
    name: 'MFA device',
    actions: ['iam:DeactivateMFADevice', 'iam:UpdateLoginProfile'],
    onlyOthers: true,
    how: 'take the MFA device off a user with more rights and change his password',
  },
  {
    name: 'new function',
    actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
    passedTo: 'lambda.amazonaws.com',
    how: 'run code of one’s own with a role of one’s choice',
  },
  {
    name: 'function with a trigger',
    actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
    passedTo: 'lambda.amazonaws.com',
    how: 'run code of one’s own with a role of one’s choice, called by a queue or a stream',
  },
  {
    name: 'function for others',
    actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'],
    passedTo: 'lambda.amazonaws.com',
    how: 'run code of one’s own with a role of one’s choice, called from another account',
  },
  { name: 'function code', actions: ['lambda:UpdateFunctionCode'], how: 'put code of one’s own into a function with more rights' },
  {
    name: 'function layer',
    actions: ['lambda:UpdateFunctionConfiguration'],
    how: 'put a layer of one’s own under a function with more rights',
  },
  {
    name: 'instance',
    actions: ['iam:PassRole', 'ec2:RunInstances'],
    passedTo: 'ec2.amazonaws.com',
    how: 'start an instance with a role of one’s choice, and take its credentials from the metadata',
  },
  {
    name: 'instance profile',
    actions: ['iam:PassRole', 'ec2:AssociateIamInstanceProfile'],
    passedTo: 'ec2.amazonaws.com',
    how: 'give a role of one’s choice to an instance that one controls',
  },
  { name: 'command', actions: ['ssm:SendCommand'], how: 'run commands on instances, and take the credentials of their roles' },
  { name: 'session', actions: ['ssm:StartSession'], how: 'open a shell on instances, and take the credentials of their roles' },
  {
    name: 'stack',
    actions: ['iam:PassRole', 'cloudformation:CreateStack'],
    passedTo: 'cloudformation.amazonaws.com',
    how: 'have a stack make anything with a role of one’s choice',
  },
  {
    name: 'development endpoint',
    actions: ['iam:PassRole', 'glue:CreateDevEndpoint'],
    passedTo: 'glue.amazonaws.com',
    how: 'open a Glue endpoint with a role of one’s choice',
  },
  {
    name: 'notebook',
    actions: ['iam:PassRole', 'sagemaker:CreateNotebookInstance', 'sagemaker:CreatePresignedNotebookInstanceUrl'],
    passedTo: 'sagemaker.amazonaws.com',
    how: 'open a notebook with a role of one’s choice',
  },
  {
    name: 'build',
    actions: ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuild'],
    passedTo: 'codebuild.amazonaws.com',
    how: 'run a build with a role of one’s choice',
  },
  {
    name: 'task',
    actions: ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    passedTo: 'ecs-tasks.amazonaws.com',
    how: 'run a container with a role of one’s choice',
  },
  {
    name: 'state machine',
    actions: ['iam:PassRole', 'states:CreateStateMachine', 'states:StartExecution'],
    passedTo: 'states.amazonaws.com',
    how: 'run a state machine with a role of one’s choice',
  },
  {
    name: 'document',
    actions: ['iam:PassRole', 'ssm:StartAutomationExecution'],
    passedTo: 'ssm.amazonaws.com',
    how: 'run an automation with a role of one’s choice',
  },
  {
    name: 'identity pool',
    actions: ['iam:PassRole', 'cognito-identity:SetIdentityPoolRoles'],
    passedTo: 'cognito-identity.amazonaws.com',
    how: 'give a role of one’s choice to the users of an identity pool',
  },
];

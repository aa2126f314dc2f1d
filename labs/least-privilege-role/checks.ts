import { account, anonymous, bucket, check, fresh, policy, role, service, user } from 'seclab/check';

const ROLE_CHANGES = [
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'iam:DetachRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:DeleteRolePermissionsBoundary',
  'iam:PutRolePermissionsBoundary',
  'iam:DeleteRole',
  'iam:CreateRole',
] as const;

const POLICY_CHANGES = ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'] as const;

const USER_CHANGES = [
  'iam:AttachUserPolicy',
  'iam:PutUserPolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:UpdateLoginProfile',
  'iam:DeleteUserPermissionsBoundary',
  'iam:CreateUser',
] as const;

const photos = bucket('lab-photos');
const thumbnailer = role('thumbnailer');
const lambda = service('lambda.amazonaws.com');

export const trust = check({
  exists: [thumbnailer],
  allowed: [lambda.does('sts:AssumeRole', thumbnailer)],
  refused: [
    lambda
      .does(['sts:TagSession', 'sts:SetSourceIdentity'], thumbnailer)
      .because('The Lambda service needs only to assume it. Tags of a session decide elsewhere what the session may do.'),
    service('ec2.amazonaws.com')
      .does('sts:AssumeRole', thumbnailer)
      .because('Lambda, and no other service: who can start a machine with this role has its credentials.'),
    service('ecs-tasks.amazonaws.com').does('sts:AssumeRole', thumbnailer).because('Lambda, and no other service.'),
    user('ana').does('sts:AssumeRole', thumbnailer).because('No user of this account may wear the role.'),
    fresh
      .user({ allow: 'sts:AssumeRole' })
      .does('sts:AssumeRole', thumbnailer)
      .because('Any user of this account whose own policies allow sts:AssumeRole could wear the role.'),
    account('vendor').role('mug-printer').does('sts:AssumeRole', thumbnailer).because('Somebody of another account could wear the role.'),
    fresh.outsider().does('sts:AssumeRole', thumbnailer).because('Anybody of another account could wear the role.'),
  ],
});

export const data = check({
  exists: [thumbnailer],
  allowed: [
    thumbnailer.does('s3:GetObject', photos.object('uploads/a.jpg')),
    thumbnailer.does('s3:PutObject', photos.object('thumbs/a.jpg')),
    thumbnailer.does(['logs:CreateLogStream', 'logs:PutLogEvents'], '/aws/lambda/thumbnailer'),
  ],
  exactly: thumbnailer
    .among('s3', 'logs', 'iam', 'sts')
    .may({
      's3:GetObject': 'lab-photos/uploads/*',
      's3:PutObject': 'lab-photos/thumbs/*',
      'logs:CreateLogStream': '/aws/lambda/thumbnailer',
      'logs:PutLogEvents': '/aws/lambda/thumbnailer',
    })
    .because('The function could do more than its code does, and so could whoever gets hold of its credentials.'),
});

const legacyJob = role('legacy-job');
const reports = bucket('lab-reports');
const tomorrow = fresh.name('2031-01-01/orders');

export const evidence = check({
  allowed: [
    legacyJob
      .does('s3:ListBucket', reports, { 's3:prefix': 'incoming/2031-01-01/' })
      .because('The job lists what came in: the event is ListObjectsV2, the action s3:ListBucket.'),
    legacyJob.does('s3:GetObject', reports.object(`incoming/${tomorrow}`)).because("Tomorrow's files have other dates and other numbers."),
    legacyJob.does('s3:PutObject', reports.object(`summaries/${tomorrow}`)).because("Tomorrow's summary has another name."),
    legacyJob.does('ssm:GetParameter', '/legacy-job/config'),
    legacyJob.does('sqs:SendMessage', 'reports-done'),
  ],
  exactly: legacyJob
    .among('s3', 'ssm', 'sqs', 'iam', 'sts')
    .may({
      's3:ListBucket': { on: 'lab-reports', with: { 's3:prefix': 'incoming/2031-01-01/' } },
      's3:GetObject': 'lab-reports/incoming/*',
      's3:PutObject': 'lab-reports/summaries/*',
      'ssm:GetParameter': '/legacy-job/config',
      'sqs:SendMessage': 'reports-done',
    })
    .because('The job could do more than the log shows that it needs.'),
  refused: [
    legacyJob
      .does([
        'kms:Decrypt',
        'secretsmanager:GetSecretValue',
        'lambda:InvokeFunction',
        'logs:DeleteLogGroup',
        'sns:Publish',
        'dynamodb:Scan',
        'ec2:RunInstances',
      ])
      .because('The job could do more than the log shows that it needs: this service does not even stand in the log.'),
  ],
});

const deployer = role('deployer');
const toLambda = { passedTo: 'lambda.amazonaws.com' };

export const passRole = check({
  allowed: [
    deployer.does('iam:PassRole', thumbnailer, toLambda).because('Without iam:PassRole the deployer cannot give the role to a function.'),
    deployer.does('lambda:CreateFunction', 'function:thumb-a'),
    deployer.does('lambda:CreateFunction', `function:${fresh.name('thumb')}`).because('Every function whose name begins with thumb-.'),
  ],
  refused: [
    deployer
      .does('iam:PassRole', role('admin-task'), toLambda)
      .because('This role and no other role: a function with admin-task makes its maker an administrator.'),
    deployer
      .does('iam:PassRole', role(fresh.name('thumbnailer')), toLambda)
      .because('This role and no other role, also none whose name begins alike.'),
    deployer.does('iam:PassRole', thumbnailer, { passedTo: 'ec2.amazonaws.com' }).because('To Lambda and to no other service.'),
    deployer.does('iam:PassRole', thumbnailer, { passedTo: 'ecs-tasks.amazonaws.com' }).because('To Lambda and to no other service.'),
    deployer.does('iam:PassRole', thumbnailer).because('A request that does not say to which service the role goes gets through.'),
    deployer
      .does('sts:AssumeRole', [thumbnailer, role('admin-task'), role(fresh.name('other'))])
      .because('The deployer hands the role to a function. It wears no role itself.'),
    deployer
      .does(
        [
          'lambda:UpdateFunctionCode',
          'lambda:UpdateFunctionConfiguration',
          'lambda:CreateFunction',
          'lambda:InvokeFunction',
          'lambda:AddPermission',
        ],
        'function:admin-task',
      )
      .because('New code in the function admin-task runs with the rights of admin-task.'),
    deployer.does('lambda:CreateFunction', `function:${fresh.name('other')}`).because('Only functions whose names begin with thumb-.'),
    deployer
      .does(ROLE_CHANGES, [thumbnailer, role('admin-task'), deployer])
      .because('Who can change a role, its policies or its trust can give himself any right.'),
    deployer
      .does(POLICY_CHANGES, policy('dev-boundary'))
      .because('Who can write a policy that is attached somewhere can give himself any right.'),
    deployer.does(USER_CHANGES, user('ana')).because('Who can change a user, or make keys for one, can become that user.'),
  ],
});

const dev = user('dev');
const ceilingPolicy = policy('dev-boundary');
const devRole = role(fresh.name('dev'));
const under = { boundary: ceilingPolicy };

export const ceiling = check({
  exists: [ceilingPolicy],
  allowed: [
    dev.does('iam:CreateRole', devRole, under).because('Developers make the roles of their own functions.'),
    dev
      .does('iam:AttachRolePolicy', devRole, { ...under, policy: 'AmazonS3ReadOnlyAccess' })
      .because('A role without policies can do nothing.'),
  ],
  refused: [
    dev.does('iam:CreateRole', devRole).because('A role could be made without a boundary.'),
    dev
      .does('iam:CreateRole', devRole, { boundary: fresh.name('my-own-boundary') })
      .because('A role could be made with another boundary, one that allows everything.'),
    dev
      .does('iam:CreateRole', devRole, { boundary: 'AdministratorAccess' })
      .because('A role could be made with another boundary, one that allows everything.'),
    dev.does('iam:CreateRole', role(fresh.name('other')), under).because('Only roles whose names begin with dev-.'),
    dev
      .does(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], [devRole, role('admin-task'), role('deployer')])
      .because('Policies could be given to a role without a boundary.'),
    dev
      .does(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], devRole, { boundary: fresh.name('my-own-boundary') })
      .because('Policies could be given to a role with another boundary.'),
    dev
      .does('iam:PutRolePermissionsBoundary', devRole, { boundary: fresh.name('my-own-boundary') })
      .because('The boundary of a role could be replaced by another.'),
    dev
      .does('iam:PutRolePermissionsBoundary', devRole, { boundary: 'AdministratorAccess' })
      .because('The boundary of a role could be replaced by another.'),
    dev.does('iam:DeleteRolePermissionsBoundary', devRole, under).because('The boundary of a role could be taken off.'),
    dev.does('iam:DeleteRolePermissionsBoundary', devRole).because('The boundary of a role could be taken off.'),
    dev.does(POLICY_CHANGES, ceilingPolicy).because('The boundary policy itself could be rewritten.'),
    dev
      .does('iam:PassRole', [role('admin-task'), role('deployer'), thumbnailer], toLambda)
      .because('A role that has no boundary could be handed to a function.'),
    dev.does('sts:AssumeRole', role('admin-task')).because('A role that has no boundary could be worn.'),
    dev
      .does('iam:UpdateAssumeRolePolicy', role('admin-task'))
      .because('The trust of a role without a boundary could be changed, and the role worn.'),
    dev.does(USER_CHANGES, [dev, user('ana')]).because('A developer could give rights to himself, or become somebody else.'),
    dev
      .does(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy'], 'group/developers')
      .because('A developer could give rights to himself, through his group.'),
    fresh
      .role({ attached: ['AdministratorAccess'], boundary: ceilingPolicy })
      .does(['iam:CreateUser', 'iam:CreateRole', 'sts:AssumeRole'])
      .because('Under the ceiling even AdministratorAccess must not reach IAM.'),
  ],
});

const vendorRead = role('vendor-read');
const printer = account('vendor').role('mug-printer');
const withId = { externalId: 'lab-7731' };
const thumb = photos.object('thumbs/a.jpg');

export const vendor = check({
  exists: [vendorRead],
  allowed: [
    printer.does('sts:AssumeRole', vendorRead, withId),
    printer.through(vendorRead, withId).does('s3:GetObject', thumb),
    printer.through(vendorRead, withId).does('s3:GetObject', photos.object(`thumbs/${fresh.name('mug')}`)),
  ],
  exactly: vendorRead
    .among('s3', 'iam', 'sts', 'logs')
    .may({ 's3:GetObject': 'lab-photos/thumbs/*' })
    .because('The vendor reads what lies under thumbs/, and does nothing else.'),
  refused: [
    printer.does('sts:AssumeRole', vendorRead).because('The role can be had without the external id.'),
    printer
      .does('sts:AssumeRole', vendorRead, { externalId: fresh.name('lab') })
      .because('The role can be had with another id: that of another customer.'),
    printer
      .does('sts:AssumeRole', vendorRead, { externalId: 'lab-7731-2' })
      .because('The role can be had with another id, which only begins like yours.'),
    fresh.outsider().does('sts:AssumeRole', vendorRead, withId).because('A third account that got to know the id could take the role.'),
    fresh
      .user({ allow: 'sts:AssumeRole' })
      .does('sts:AssumeRole', vendorRead)
      .because('A user of your own account could take the role, without the id.'),
    service('lambda.amazonaws.com').does('sts:AssumeRole', vendorRead).because('The role is for the vendor, not for a service.'),
    printer.does('s3:GetObject', thumb).because('The vendor can read without the role, and so without the id.'),
    fresh
      .user({ account: 'vendor', allow: 's3:*' })
      .does('s3:GetObject', thumb)
      .because("Anybody whom the vendor's administrators like can read without the role."),
    fresh.outsider().does('s3:GetObject', thumb).because('Anybody could read without the role.'),
    anonymous.does('s3:GetObject', thumb).because('Anybody could read without the role.'),
  ],
});

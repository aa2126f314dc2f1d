import { account, anonymous, bucket, check, everyoneBut, fresh, policy, role, service, user } from 'seclab/check';

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
    fresh
      .user({ allow: 'sts:AssumeRole' })
      .does('sts:AssumeRole', thumbnailer)
      .because('Any user of this account whose own policies allow sts:AssumeRole could wear the role.'),
    fresh.outsider().does('sts:AssumeRole', thumbnailer).because('Anybody of another account could wear the role.'),
    everyoneBut(lambda)
      .does(['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'sts:TagSession'], thumbnailer)
      .because('Lambda, and no other service, no user of this account, nobody of another account may wear the role.'),
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
    .among('*')
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
const incoming = 'incoming/2031-01-01/orders-17.csv';
const summary = 'summaries/2031-01-01.json';

export const evidence = check({
  allowed: [
    legacyJob
      .does('s3:ListBucket', reports, { 's3:prefix': 'incoming/2031-01-01/' })
      .because('The job lists what came in: the event is ListObjectsV2, the action s3:ListBucket.'),
    legacyJob.does('s3:GetObject', reports.object(incoming)).because("Tomorrow's files have other dates and other numbers."),
    legacyJob.does('s3:PutObject', reports.object(summary)).because("Tomorrow's summary has another date."),
    legacyJob.does('ssm:GetParameter', '/legacy-job/config'),
    legacyJob.does('sqs:SendMessage', 'reports-done'),
  ],
  exactly: legacyJob
    .among('*')
    .may({
      's3:ListBucket': { on: 'lab-reports', with: { 's3:prefix': 'incoming/2031-01-01/' } },
      's3:GetObject': { on: 'lab-reports/incoming/*', atLeast: `lab-reports/${incoming}` },
      's3:PutObject': { on: 'lab-reports/summaries/*', atLeast: `lab-reports/${summary}` },
      'ssm:GetParameter': '/legacy-job/config',
      'sqs:SendMessage': 'reports-done',
    })
    .because('The job could do more than the log shows that it needs.'),
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
    deployer
      .does('lambda:CreateFunction', [`function:${fresh.name('other')}`, `function:${fresh.name('thumbs')}`])
      .because('Only functions whose names begin with thumb-.'),
  ],
  exactly: deployer
    .amongChanges('iam', 'sts', 'organizations')
    .may({ 'iam:PassRole': { on: thumbnailer, with: toLambda } })
    .because('Who can change roles, policies, users or groups, or wear a role, gets any right there is.'),
});

const dev = user('dev');
const ceilingPolicy = policy('dev-boundary');
const devRole = role(fresh.name('dev'));
const under = { boundary: ceilingPolicy };
const OTHER_BOUNDARIES = [fresh.name('my-own'), fresh.name('dev'), fresh.name('dev-boundary'), 'AdministratorAccess'];

/** What may be done to roles of the developers' own, as far as it is allowed at all. */
const ON_OWN_ROLES = [
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:UpdateRole',
  'iam:UpdateRoleDescription',
  'iam:UpdateAssumeRolePolicy',
  'iam:AttachRolePolicy',
  'iam:DetachRolePolicy',
  'iam:PutRolePolicy',
  'iam:DeleteRolePolicy',
  'iam:PutRolePermissionsBoundary',
  'iam:TagRole',
  'iam:UntagRole',
  'iam:PassRole',
  'sts:AssumeRole',
] as const;

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
    ...OTHER_BOUNDARIES.flatMap((boundary) => [
      dev.does('iam:CreateRole', devRole, { boundary }).because('A role could be made with another boundary, one that allows everything.'),
      dev
        .does(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], devRole, { boundary })
        .because('Policies could be given to a role with another boundary.'),
      dev.does('iam:PutRolePermissionsBoundary', devRole, { boundary }).because('The boundary of a role could be replaced by another.'),
    ]),
    dev.does(['iam:AttachRolePolicy', 'iam:PutRolePolicy'], devRole).because('Policies could be given to a role without a boundary.'),
    dev.does('iam:DeleteRolePermissionsBoundary', devRole, under).because('The boundary of a role could be taken off.'),
    dev.does('iam:DeleteRolePermissionsBoundary', devRole).because('The boundary of a role could be taken off.'),
    dev
      .does(['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicyVersion', 'iam:DeletePolicy'], ceilingPolicy)
      .because('The boundary policy itself could be rewritten.'),
    dev
      .does('iam:PassRole', [role('admin-task'), role('deployer')], toLambda)
      .because('A role that has no boundary could be handed to a function.'),
    dev
      .does(['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:DeleteUserPermissionsBoundary'], dev)
      .because('A developer could give rights to himself.'),
    dev
      .does(['iam:PutGroupPolicy', 'iam:AttachGroupPolicy', 'iam:AddUserToGroup'], 'group/developers')
      .because('A developer could give rights to himself, through his group.'),
    fresh
      .role({ attached: ['AdministratorAccess'], boundary: ceilingPolicy })
      .does(['iam:CreateUser', 'iam:CreateRole', 'sts:AssumeRole'])
      .because('Under the ceiling even AdministratorAccess must not reach IAM.'),
  ],
  exactly: dev
    .amongChanges('iam', 'sts', 'organizations')
    .may(
      Object.fromEntries([
        ...ON_OWN_ROLES.map((action) => [action, { on: 'role/dev-*', atLeast: [] }] as const),
        ['iam:CreatePolicy', { on: 'policy/*', atLeast: [] }] as const,
        ['iam:ChangePassword', { on: 'user/*', atLeast: [] }] as const,
      ]),
    )
    .because('What is not about roles named dev- lets a developer reach further than the ceiling.'),
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
    .among('*')
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
    everyoneBut(account('vendor').root)
      .does(['sts:AssumeRole', 'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML'], vendorRead, withId)
      .because('The role is for the vendor: not for a service, not for your own users.'),
    fresh
      .user({ account: 'vendor', allow: 'sts:*' })
      .does('sts:SetContext', vendorRead, withId)
      .because('The vendor needs to assume the role, not all of STS.'),
    printer.does('s3:GetObject', thumb).because('The vendor can read without the role, and so without the id.'),
    fresh
      .user({ account: 'vendor', allow: 's3:*' })
      .does('s3:GetObject', thumb)
      .because("Anybody whom the vendor's administrators like can read without the role."),
    fresh.outsider().does('s3:GetObject', thumb).because('Anybody could read without the role.'),
    anonymous.does('s3:GetObject', thumb).because('Anybody could read without the role.'),
  ],
});

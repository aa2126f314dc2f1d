import {
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  ListAttachedUserPoliciesCommand,
  ListEntitiesForPolicyCommand,
  ListPoliciesCommand,
  ListPolicyVersionsCommand,
  ListUsersCommand,
  PutRolePermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, errorOf, lambdaTrust, policy, type Sandbox, startSandbox } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function makePolicy(PolicyName: string, PolicyDocument = policy(allow('s3:GetObject'))): Promise<string> {
  const { Policy } = await sandbox.iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return Policy?.Arn ?? '';
}

describe('a managed policy', () => {
  it('is known by its whole ARN, path included', async () => {
    const { iam } = sandbox;
    await iam.send(new CreatePolicyCommand({ PolicyName: 'pathed', Path: '/team/', PolicyDocument: policy(allow('s3:*')) }));
    const wrong = 'arn:aws:iam::111122223333:policy/pathed';
    expect(await errorOf(iam.send(new GetPolicyCommand({ PolicyArn: wrong })))).toBe(`NoSuchEntity 404 Policy ${wrong} was not found.`);
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: 'arn:aws:iam::111122223333:policy/team/pathed' }))).Policy?.Path).toBe(
      '/team/',
    );
  });

  it('has up to five versions, whose numbers never come again', async () => {
    const { iam } = sandbox;
    const PolicyArn = await makePolicy('versioned');
    const add = (SetAsDefault = false) =>
      iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow('s3:PutObject')), SetAsDefault }));
    for (let i = 0; i < 4; i++) await add();
    expect(await errorOf(add())).toBe(
      'LimitExceeded 409 A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
    expect(await errorOf(iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v1' })))).toBe(
      'DeleteConflict 409 Cannot delete the default version of a policy.',
    );
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn, VersionId: 'v5' }));
    expect((await add(true)).PolicyVersion).toMatchObject({ VersionId: 'v6', IsDefaultVersion: true });
    const { Versions } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn }));
    expect(Versions?.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', true],
      ['v4', false],
      ['v3', false],
      ['v2', false],
      ['v1', false],
    ]);
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).toBe(
      "DeleteConflict 409 This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
    expect(await errorOf(iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v5' })))).toBe(
      `NoSuchEntity 404 Policy ${PolicyArn} version v5 does not exist or is not attachable.`,
    );
  });

  it('lists its versions in pages', async () => {
    const { iam } = sandbox;
    const PolicyArn = await makePolicy('paged');
    for (let i = 0; i < 3; i++) await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow('s3:*')) }));
    const first = await iam.send(new ListPolicyVersionsCommand({ PolicyArn, MaxItems: 3 }));
    const second = await iam.send(new ListPolicyVersionsCommand({ PolicyArn, MaxItems: 3, Marker: first.Marker }));
    expect([...(first.Versions ?? []), ...(second.Versions ?? [])].map(({ VersionId }) => VersionId)).toEqual(['v4', 'v3', 'v2', 'v1']);
  });

  it('counts by its default version, from the next call on', async () => {
    const { iam } = sandbox;
    const PolicyArn = await makePolicy('switched', policy(allow('iam:ListUsers')));
    const user = await sandbox.userWho('switcher');
    await iam.send(new AttachUserPolicyCommand({ UserName: 'switcher', PolicyArn }));
    const list = () => errorOf(user.send(new ListUsersCommand({})));
    expect(await list()).toBe('no error');
    await iam.send(new CreatePolicyVersionCommand({ PolicyArn, PolicyDocument: policy(allow('s3:*')), SetAsDefault: true }));
    expect(await list()).toMatch(/^AccessDenied 403 .*because no identity-based policy allows the iam:ListUsers action$/);
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(await list()).toBe('no error');
  });

  it('is not deleted while it is attached or a boundary', async () => {
    const { iam } = sandbox;
    const RoleName = 'holder';
    await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust }));
    const [attached, boundary] = [await makePolicy('attached'), await makePolicy('boundary')];
    await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn: attached }));
    await iam.send(new PutRolePermissionsBoundaryCommand({ RoleName, PermissionsBoundary: boundary }));
    const conflict = 'DeleteConflict 409 Cannot delete a policy attached to entities.';
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn: attached })))).toBe(conflict);
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn: boundary })))).toBe(conflict);

    const holders = async (PolicyArn: string, PolicyUsageFilter?: 'PermissionsBoundary') =>
      (await iam.send(new ListEntitiesForPolicyCommand({ PolicyArn, ...(PolicyUsageFilter && { PolicyUsageFilter }) }))).PolicyRoles?.map(
        (role) => role.RoleName,
      );
    expect(await holders(attached)).toEqual([RoleName]);
    expect(await holders(attached, 'PermissionsBoundary')).toEqual([]);
    expect(await holders(boundary, 'PermissionsBoundary')).toEqual([RoleName]);
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: boundary }))).Policy).toMatchObject({
      AttachmentCount: 0,
      PermissionsBoundaryUsageCount: 1,
    });

    await iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: attached }));
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn: attached })))).toBe('no error');
    expect(await errorOf(iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn: attached })))).toBe(
      `NoSuchEntity 404 Policy ${attached} was not found.`,
    );
  });

  it('of AWS is there in its published words and cannot be changed', async () => {
    const { iam } = sandbox;
    const PolicyArn = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn, VersionId: 'v1' }));
    expect(JSON.parse(decodeURIComponent(PolicyVersion?.Document ?? ''))).toEqual({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
    });
    const basic = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: basic }))).Policy?.DefaultVersionId).toBe('v1');
    expect(await errorOf(iam.send(new DeletePolicyCommand({ PolicyArn })))).toMatch(/^AccessDenied 403 /);
  });

  it('attaches up to ten times to one user', async () => {
    const { iam } = sandbox;
    const UserName = 'collector';
    await iam.send(new CreateUserCommand({ UserName }));
    const arns: string[] = [];
    for (let i = 0; i < 11; i++) arns.push(await makePolicy(`c${i}`));
    for (const PolicyArn of arns.slice(0, 10)) await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
    expect(await errorOf(iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: arns[10] })))).toBe(
      'LimitExceeded 409 Cannot exceed quota for PoliciesPerUser: 10',
    );
    expect((await iam.send(new ListAttachedUserPoliciesCommand({ UserName }))).AttachedPolicies).toHaveLength(10);
    const none = 'arn:aws:iam::111122223333:policy/none';
    expect(await errorOf(iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: none })))).toBe(
      `NoSuchEntity 404 Policy ${none} does not exist or is not attachable.`,
    );
  });

  it('is listed by scope, path and use', async () => {
    const { iam } = sandbox;
    const names = async (input: ConstructorParameters<typeof ListPoliciesCommand>[0]) =>
      (await iam.send(new ListPoliciesCommand({ MaxItems: 1000, ...input }))).Policies?.map(({ PolicyName }) => PolicyName) ?? [];
    const arn = await makePolicy('listed');
    await iam.send(new CreateUserCommand({ UserName: 'lister' }));
    expect(await names({ Scope: 'Local' })).toContain('listed');
    expect(await names({ Scope: 'AWS' })).toContain('ReadOnlyAccess');
    expect(await names({ Scope: 'AWS' })).not.toContain('listed');
    expect(await names({ Scope: 'AWS', PathPrefix: '/job-function/' })).toContain('ViewOnlyAccess');
    expect(await names({ Scope: 'Local', OnlyAttached: true })).not.toContain('listed');
    await iam.send(new AttachUserPolicyCommand({ UserName: 'lister', PolicyArn: arn }));
    expect(await names({ Scope: 'Local', OnlyAttached: true })).toContain('listed');
  });
});

describe('a document', () => {
  it('that is no policy is refused in AWS words', async () => {
    const put = (PolicyDocument: string) => errorOf(sandbox.iam.send(new CreatePolicyCommand({ PolicyName: 'broken', PolicyDocument })));
    expect(await put('{')).toMatch(/^MalformedPolicyDocument 400 /);
    expect(await put(policy({ Effect: 'allow', Action: 's3:*', Resource: '*' }))).toMatch(/^MalformedPolicyDocument 400 /);
    expect(await put(policy({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }))).toMatch(/^MalformedPolicyDocument 400 /);
  });

  it('may have 6,144 characters in a managed policy, and all inline ones of a user 2,048, white space free', async () => {
    const { iam } = sandbox;
    const sized = (length: number) => {
      const of = (fill: string) => policy({ Sid: `s${fill}`, ...allow('s3:GetObject') });
      return of('x'.repeat(length - of('').length));
    };
    const create = (PolicyName: string, PolicyDocument: string) =>
      errorOf(iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument })));
    expect(await create('fits', `${sized(6144)}\n\n`)).toBe('no error');
    expect(await create('long', sized(6145))).toBe('LimitExceeded 409 Cannot exceed quota for PolicySize: 6144');

    await iam.send(new CreateUserCommand({ UserName: 'inline' }));
    const put = (PolicyName: string, PolicyDocument: string) =>
      errorOf(iam.send(new PutUserPolicyCommand({ UserName: 'inline', PolicyName, PolicyDocument })));
    expect(await put('half', sized(1024))).toBe('no error');
    expect(await put('more', sized(1025))).toBe('LimitExceeded 409 Maximum policy size of 2048 bytes exceeded for user inline');
    expect(await put('half', sized(2048))).toBe('no error');
  });
});

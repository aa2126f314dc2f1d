import {
  AddRoleToInstanceProfileCommand,
  AttachRolePolicyCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  CreateServiceLinkedRoleCommand,
  CreateUserCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteUserCommand,
  GetRoleCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  UpdateUserCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allow, errorOf, lambdaTrust, policy, type Sandbox, startSandbox, trust } from './sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

async function trustOf(RoleName: string): Promise<string> {
  const { Role } = await sandbox.iam.send(new GetRoleCommand({ RoleName }));
  return decodeURIComponent(Role?.AssumeRolePolicyDocument ?? '');
}

describe('a trust policy', () => {
  it('comes back percent-encoded, letter for letter as it was put', async () => {
    const document = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${JSON.stringify({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' })}\n  ]\n}`;
    const { Role } = await sandbox.iam.send(new CreateRoleCommand({ RoleName: 'encoded', AssumeRolePolicyDocument: document }));
    expect(Role?.AssumeRolePolicyDocument).toMatch(/^%7B%0A%20%20%22Version%22%3A%20%222012-10-17%22%2C/);
    expect(await trustOf('encoded')).toBe(document);
  });

  it.each([
    [{ AWS: 'arn:aws:iam::111122223333:user/nobody' }, '"AWS":"arn:aws:iam::111122223333:user/nobody"'],
    [{ AWS: 'arn:aws:iam::111122223333:role/nothing' }, '"AWS":"arn:aws:iam::111122223333:role/nothing"'],
    [{ AWS: '999988887777' }, '"AWS":"999988887777"'],
    [{ AWS: 'AIDAABCDEFGHIJKLMNOPQ' }, '"AWS":"AIDAABCDEFGHIJKLMNOPQ"'],
    [{ Service: 'lamda.amazonaws.com' }, '"SERVICE":"lamda.amazonaws.com"'],
  ])('may not name one who does not exist: %j', async (principal, named) => {
    const call = sandbox.iam.send(new CreateRoleCommand({ RoleName: 'refused', AssumeRolePolicyDocument: trust(principal) }));
    expect(await errorOf(call)).toBe(`MalformedPolicyDocument 400 Invalid principal in policy: ${named}`);
  });

  it('shows an account by the ARN of its root, as AWS does', async () => {
    await sandbox.iam.send(new CreateRoleCommand({ RoleName: 'shared', AssumeRolePolicyDocument: trust({ AWS: '111122223333' }) }));
    expect(JSON.parse(await trustOf('shared'))).toMatchObject({ Statement: [{ Principal: { AWS: 'arn:aws:iam::111122223333:root' } }] });
  });

  it('names a user of another account of the sandbox', async () => {
    const vendor = sandbox.as(sandbox.addAccount('444455556666'));
    await vendor.send(new CreateUserCommand({ UserName: 'auditor' }));
    const principal = { AWS: 'arn:aws:iam::444455556666:user/auditor' };
    await sandbox.iam.send(new CreateRoleCommand({ RoleName: 'audited', AssumeRolePolicyDocument: trust(principal) }));
    expect(JSON.parse(await trustOf('audited'))).toMatchObject({ Statement: [{ Principal: principal }] });
  });

  it('shows a user who was deleted by the unique id, also when a namesake is made, and one who was renamed by the new name', async () => {
    const { iam } = sandbox;
    const { User } = await iam.send(new CreateUserCommand({ UserName: 'trusted' }));
    const document = trust({ AWS: 'arn:aws:iam::111122223333:user/trusted' });
    await iam.send(new CreateRoleCommand({ RoleName: 'bound', AssumeRolePolicyDocument: document }));
    const named = async () => JSON.parse(await trustOf('bound')).Statement[0].Principal.AWS;

    await iam.send(new UpdateUserCommand({ UserName: 'trusted', NewUserName: 'renamed' }));
    expect(await named()).toBe('arn:aws:iam::111122223333:user/renamed');
    await iam.send(new DeleteUserCommand({ UserName: 'renamed' }));
    expect(await named()).toBe(User?.UserId);
    await iam.send(new CreateUserCommand({ UserName: 'trusted' }));
    expect(await named()).toBe(User?.UserId);

    const saved = await trustOf('bound');
    expect(await errorOf(iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'bound', PolicyDocument: saved })))).toBe(
      `MalformedPolicyDocument 400 Invalid principal in policy: "AWS":"${User?.UserId}"`,
    );
    await iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'bound', PolicyDocument: document }));
    expect(await named()).toBe('arn:aws:iam::111122223333:user/trusted');
  });

  it('has a size that is counted without white space', async () => {
    const padded = (characters: number) => {
      const base = JSON.parse(lambdaTrust);
      const id = (length: number) => JSON.stringify({ ...base, Id: 'x'.repeat(length) });
      return id(characters - id(0).length);
    };
    const create = (document: string) =>
      errorOf(sandbox.iam.send(new CreateRoleCommand({ RoleName: 'large', AssumeRolePolicyDocument: document })));
    expect(await create(padded(2049))).toBe('LimitExceeded 409 Cannot exceed quota for ACLSizePerRole: 2048');
    expect(await create(`   ${padded(2048)}\n\n`)).toBe('no error');
  });
});

it('goes back to the defaults for what an update leaves out', async () => {
  const { iam } = sandbox;
  const RoleName = 'updated';
  await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: lambdaTrust, Description: 'first', MaxSessionDuration: 7200 }),
  );
  await iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 43_200 }));
  const { Role } = await iam.send(new GetRoleCommand({ RoleName }));
  expect([Role?.MaxSessionDuration, Role?.Description]).toEqual([43_200, undefined]);
  expect(await errorOf(iam.send(new UpdateRoleCommand({ RoleName, MaxSessionDuration: 43_201 })))).toBe(
    "ValidationError 400 1 validation error detected: Value '43201' at 'maxSessionDuration' failed to satisfy constraint: Member must have value less than or equal to 43200",
  );
});

it('is not deleted while an instance profile holds it', async () => {
  const { iam } = sandbox;
  const [RoleName, InstanceProfileName] = ['worn', 'machine'];
  await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
  await iam.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName }));
  expect(await errorOf(iam.send(new AddRoleToInstanceProfileCommand({ RoleName, InstanceProfileName })))).toBe(
    'LimitExceeded 409 Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
  );
  expect(await errorOf(iam.send(new DeleteRoleCommand({ RoleName })))).toBe(
    'DeleteConflict 409 Cannot delete entity, must remove roles from instance profile first.',
  );
  expect(await errorOf(iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName })))).toBe(
    'DeleteConflict 409 Cannot delete entity, must remove roles from instance profile first.',
  );
  await iam.send(new RemoveRoleFromInstanceProfileCommand({ RoleName, InstanceProfileName }));
  await iam.send(new DeleteRoleCommand({ RoleName }));
  await iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }));
});

it('is passed to EC2 only by one who may pass it', async () => {
  const { iam } = sandbox;
  await iam.send(new CreateRoleCommand({ RoleName: 'passed', AssumeRolePolicyDocument: trust({ Service: 'ec2.amazonaws.com' }) }));
  await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: 'passing' }));
  const user = await sandbox.userWho('passer', allow('iam:AddRoleToInstanceProfile'));
  const add = () => errorOf(user.send(new AddRoleToInstanceProfileCommand({ RoleName: 'passed', InstanceProfileName: 'passing' })));
  expect(await add()).toBe(
    'AccessDenied 403 User: arn:aws:iam::111122223333:user/passer is not authorized to perform: iam:PassRole on resource: arn:aws:iam::111122223333:role/passed because no identity-based policy allows the iam:PassRole action',
  );
});

it('that is linked to a service cannot be changed or deleted by hand', async () => {
  const { iam } = sandbox;
  const { Role } = await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'organizations.amazonaws.com' }));
  expect(Role?.Arn).toBe('arn:aws:iam::111122223333:role/aws-service-role/organizations.amazonaws.com/AWSServiceRoleForOrganizations');
  const RoleName = Role?.RoleName ?? '';
  const message = `UnmodifiableEntity 400 Cannot perform the operation on the protected role 'AWSServiceRoleForOrganizations' - this role is only modifiable by AWS`;
  expect(await errorOf(iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: policy(allow('*')) })))).toBe(
    message,
  );
  expect(await errorOf(iam.send(new DeleteRoleCommand({ RoleName })))).toBe(message);
});

it('takes no policy that AWS keeps for its own roles', async () => {
  const { iam } = sandbox;
  await iam.send(new CreateRoleCommand({ RoleName: 'customer', AssumeRolePolicyDocument: lambdaTrust }));
  const PolicyArn = 'arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy';
  expect(await errorOf(iam.send(new AttachRolePolicyCommand({ RoleName: 'customer', PolicyArn })))).toBe(
    'PolicyNotAttachable 400 Cannot attach a Service Role Policy to a Customer Role.',
  );
});

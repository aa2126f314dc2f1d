import { AwsError } from '../../wire/aws-error.ts';
import { onUser, userNamed, userNameOf } from './entities.ts';
import { accessDenied, entityAlreadyExists, noSuchEntity } from './errors.ts';
import { dateOf } from './new-entity.ts';
import { operation } from './operation.ts';
import { checkPassword, hashPassword, isPassword } from './passwords.ts';
import type { LoginProfile, UserRecord } from './records.ts';
import { iamState } from './state.ts';

const MOST_REMEMBERED = 24;

export const createLoginProfile = operation('CreateLoginProfile', {
  authorize: (input, call) => onUser(call, userNameOf(input.UserName, call)),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, userNameOf(input.UserName, call));
    if (user.loginProfile !== undefined) throw entityAlreadyExists(`Login Profile for user ${user.name} already exists.`);
    const password = input.Password ?? '';
    checkPassword(password, state.settings.get()?.passwordPolicy, user.name, []);
    const createDate = dateOf(call);
    const resetRequired = input.PasswordResetRequired ?? false;
    const loginProfile = { createDate, changed: createDate, password: hashPassword(password, call.random), resetRequired, earlier: [] };
    state.users.save({ ...user, loginProfile });
    return { LoginProfile: view(user, loginProfile) };
  },
});

export const getLoginProfile = operation('GetLoginProfile', {
  authorize: (input, call) => onUser(call, userNameOf(input.UserName, call)),
  handle: (input, call) => {
    const user = userNamed(iamState(call.own), userNameOf(input.UserName, call));
    return { LoginProfile: view(user, profileOf(user)) };
  },
});

export const updateLoginProfile = operation('UpdateLoginProfile', {
  authorize: (input, call) => onUser(call, input.UserName),
  handle: (input, call) => {
    const state = iamState(call.own);
    const user = userNamed(state, input.UserName);
    const profile = profileOf(user);
    if (input.Password !== undefined) checkPassword(input.Password, state.settings.get()?.passwordPolicy, user.name, known(profile));
    const changed =
      input.Password === undefined
        ? profile
        : { ...profile, password: hashPassword(input.Password, call.random), earlier: known(profile), changed: dateOf(call) };
    state.users.save({ ...user, loginProfile: { ...changed, resetRequired: input.PasswordResetRequired ?? profile.resetRequired } });
    return {};
  },
});

export const deleteLoginProfile = operation('DeleteLoginProfile', {
  authorize: (input, call) => onUser(call, userNameOf(input.UserName, call)),
  handle: (input, call) => {
    const { users } = iamState(call.own);
    const user = userNamed(iamState(call.own), userNameOf(input.UserName, call));
    profileOf(user);
    const { loginProfile: _, ...left } = user;
    users.save(left);
    return {};
  },
});

/** A user's own password; AWS has it for users alone. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html */
export const changePassword = operation('ChangePassword', {
  authorize: (_input, call) => (call.caller.type === 'User' ? onUser(call, call.caller.userName) : { resource: '*' }),
  handle: (input, call) => {
    if (call.caller.type !== 'User') throw new AwsError('InvalidUserType', 'Only IAM Users can change their own password', 400);
    const state = iamState(call.own);
    const user = userNamed(state, call.caller.userName);
    const profile = profileOf(user);
    if (!isPassword(input.OldPassword, profile.password)) throw accessDenied('The old password was incorrect.');
    checkPassword(input.NewPassword, state.settings.get()?.passwordPolicy, user.name, known(profile));
    const password = hashPassword(input.NewPassword, call.random);
    const loginProfile = { ...profile, password, earlier: known(profile), changed: dateOf(call), resetRequired: false };
    state.users.save({ ...user, loginProfile });
    return {};
  },
});

function profileOf(user: UserRecord): LoginProfile {
  if (user.loginProfile === undefined) throw noSuchEntity(`Login Profile for User ${user.name} cannot be found.`);
  return user.loginProfile;
}

const known = ({ password, earlier }: LoginProfile) => [password, ...earlier].slice(0, MOST_REMEMBERED);

function view(user: UserRecord, profile: LoginProfile) {
  return { UserName: user.name, CreateDate: new Date(profile.createDate), PasswordResetRequired: profile.resetRequired };
}

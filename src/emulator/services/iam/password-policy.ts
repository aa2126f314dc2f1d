import { noSuchEntity } from './errors.ts';
import { operation } from './operation.ts';
import type { PasswordPolicyRecord } from './records.ts';
import { iamState, type IamState } from './state.ts';

/** What is left out of the call goes back to its default. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html */
export const updateAccountPasswordPolicy = operation('UpdateAccountPasswordPolicy', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const { settings } = iamState(call.own);
    const { MaxPasswordAge, PasswordReusePrevention } = input;
    const passwordPolicy: PasswordPolicyRecord = {
      MinimumPasswordLength: input.MinimumPasswordLength ?? 6,
      RequireSymbols: input.RequireSymbols ?? false,
      RequireNumbers: input.RequireNumbers ?? false,
      RequireUppercaseCharacters: input.RequireUppercaseCharacters ?? false,
      RequireLowercaseCharacters: input.RequireLowercaseCharacters ?? false,
      AllowUsersToChangePassword: input.AllowUsersToChangePassword ?? false,
      HardExpiry: input.HardExpiry ?? false,
      ...(MaxPasswordAge === undefined ? {} : { MaxPasswordAge }),
      ...(PasswordReusePrevention === undefined ? {} : { PasswordReusePrevention }),
    };
    settings.set({ ...settings.get(), passwordPolicy });
    return {};
  },
});

export const getAccountPasswordPolicy = operation('GetAccountPasswordPolicy', {
  authorize: () => ({ resource: '*' }),
  handle: (_input, call) => {
    const policy = policyOf(iamState(call.own));
    return { PasswordPolicy: { ...policy, ExpirePasswords: policy.MaxPasswordAge !== undefined } };
  },
});

export const deleteAccountPasswordPolicy = operation('DeleteAccountPasswordPolicy', {
  authorize: () => ({ resource: '*' }),
  handle: (_input, call) => {
    const state = iamState(call.own);
    policyOf(state);
    const { passwordPolicy: _, ...others } = state.settings.get() ?? {};
    state.settings.set(others);
    return {};
  },
});

function policyOf(state: IamState): PasswordPolicyRecord {
  const policy = state.settings.get()?.passwordPolicy;
  if (policy === undefined) throw noSuchEntity(`The Password Policy with domain name ${state.account} cannot be found.`);
  return policy;
}

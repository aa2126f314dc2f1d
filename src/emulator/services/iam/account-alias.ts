import { entityAlreadyExists, noSuchEntity } from './errors.ts';
import { operation } from './operation.ts';
import { page } from './paging.ts';
import { iamState } from './state.ts';

/** An account has one alias: a new one takes the place of the old. An alias is unique in the sandbox. */
export const createAccountAlias = operation('CreateAccountAlias', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const { settings } = iamState(call.own);
    const taken = call.store.accounts().some((id) => iamState(call.store.account(id)).settings.get()?.alias === input.AccountAlias);
    if (taken) throw entityAlreadyExists(`The account alias ${input.AccountAlias} already exists.`);
    settings.set({ ...settings.get(), alias: input.AccountAlias });
    return {};
  },
});

export const listAccountAliases = operation('ListAccountAliases', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const alias = iamState(call.own).settings.get()?.alias;
    const { items, more } = page(alias === undefined ? [] : [alias], input, (name) => name);
    return { AccountAliases: items, ...more };
  },
});

export const deleteAccountAlias = operation('DeleteAccountAlias', {
  authorize: () => ({ resource: '*' }),
  handle: (input, call) => {
    const { settings } = iamState(call.own);
    const { alias, ...others } = settings.get() ?? {};
    if (alias !== input.AccountAlias) throw noSuchEntity(`The account alias with name ${input.AccountAlias} cannot be found.`);
    settings.set(others);
    return {};
  },
});

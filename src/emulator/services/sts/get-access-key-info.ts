import { accountOfAccessKeyId } from '../../../aws/access-key-id.ts';
import { checkInput } from './constraints.ts';
import { validationError } from './errors.ts';
import { operation } from './operation.ts';
import { refuseSessionToken } from './refusals.ts';

/** Tells an access key's account from the id alone. https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html */
export const getAccessKeyInfo = operation('GetAccessKeyInfo', {
  authorize: (input, call) => {
    checkInput(input);
    refuseSessionToken('GetAccessKeyInfo', call);
    return { action: 'sts:GetAccessKeyInfo', resource: '*' };
  },
  handle: ({ AccessKeyId = '' }) => {
    const account = accountOfAccessKeyId(AccessKeyId);
    if (account === undefined) throw validationError(`The access key ID ${AccessKeyId} is not valid.`);
    return { Account: account };
  },
});

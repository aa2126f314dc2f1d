import * as sdk from '@aws-sdk/client-sts';
import { type AnyOperation, operationsOf, type Service } from '../../../src/emulator/services/contract.ts';
import { AwsError } from '../../../src/emulator/wire/index.ts';

const operation = operationsOf<typeof sdk>();

interface Note {
  readonly text: string;
}

/** A service of the tests' own, with STS's schemas: `GetAccessKeyInfo` writes a note and then does what its input says. */
export const tinySts = {
  name: 'sts',
  sdk,
  operations: {
    GetAccessKeyInfo: operation('GetAccessKeyInfo', {
      authorize: () => ({ action: 'sts:GetAccessKeyInfo', resource: '*' }),
      handle: (input, call) => {
        call.own.collection<Note>('tiny/notes').set('note', { text: input.AccessKeyId ?? '' });
        if (input.AccessKeyId === 'declared error') throw new AwsError('ValidationError', 'Declared', 400);
        if (input.AccessKeyId === 'mistake') throw new TypeError('undefined is not a function');
        return { Account: call.account };
      },
    }),
    GetSessionToken: operation('GetSessionToken', {
      authorize: 'none',
      handle: (input, call) => ({
        Credentials: {
          AccessKeyId: call.own.collection<Note>('tiny/notes').get('note')?.text,
          SecretAccessKey: 's',
          SessionToken: 't',
          Expiration: call.now,
        },
      }),
    }),
    /** Answers what its model cannot carry. */
    DecodeAuthorizationMessage: {
      name: 'DecodeAuthorizationMessage',
      authorize: 'none',
      prepare: async () => 'prepared',
      handle: (_: unknown, call, prepared) => {
        call.own.collection<Note>('tiny/notes').set('note', { text: String(prepared) });
        return { DecodedMessage: 7 };
      },
    } satisfies AnyOperation,
  },
} satisfies Service;

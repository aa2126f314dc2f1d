import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { InputOf, OperationOf } from '../../src/aws/sdk-types.ts';
import { AWS_SERVICES, type AwsServiceName } from '../../src/aws/services.ts';
import { services } from '../../src/emulator/services/index.ts';
import { refusal, type Sandbox, startSandbox, type TestAccount } from './sandbox.ts';

/** What a case works with: an account of its own, made for it, in a sandbox that all cases of the service share. */
export interface Trial {
  readonly sandbox: Sandbox;
  readonly account: TestAccount;
  /** Clients of the account's root user: `t.root.call('iam', 'CreateUser', { UserName: 'ana' })`. */
  readonly root: TestAccount['root'];
}

type SdkOf<Name extends AwsServiceName> = Awaited<ReturnType<(typeof AWS_SERVICES)[Name]['load']>>;

/** The three proofs of one operation. */
export interface OperationCase<Input> {
  /** Does it through the SDK, and asserts what it did by reading it back. */
  readonly success: (t: Trial) => Promise<void>;
  /** Provokes one of its errors; the code on the wire must be this one. */
  readonly error: { readonly code: string; readonly provoke: (t: Trial) => Promise<unknown> };
  /**
   * The input with which a user without policies is denied (made with `t.root` where a resource must be there). Or a call of its
   * own that must be denied; or `never`, where AWS denies nobody.
   */
  readonly denial: { readonly input: (t: Trial) => Input | Promise<Input> } | { readonly call: (t: Trial) => Promise<unknown> } | 'never';
}

export type OperationCases<Name extends AwsServiceName> = {
  readonly [Operation in OperationOf<SdkOf<Name>>]?: OperationCase<InputOf<SdkOf<Name>, Operation>>;
};

/**
 * Proves every operation in the table of a service by three tests: it does what it says, it fails as declared, and it is denied
 * to a user without policies. An operation of the table without a case fails by its name, and so does a case without an operation.
 *
 * ```ts
 * // test/emulator/services/iam/users.operations.test.ts
 * await proveOperations('iam', {
 *   CreateUser: {
 *     success: async (t) => {
 *       await t.root.call('iam', 'CreateUser', { UserName: 'ana' });
 *       const { User } = await t.root.call('iam', 'GetUser', { UserName: 'ana' });
 *       expect(User?.UserName).toBe('ana');
 *     },
 *     error: { code: 'EntityAlreadyExists', provoke: async (t) => { ... } },
 *     denial: { input: () => ({ UserName: 'ana' }) },
 *   },
 * });
 * ```
 *
 * `await` it at the top of a test file. Cases may lie in several files: merge them into one call.
 */
export async function proveOperations<Name extends keyof typeof services & AwsServiceName>(
  name: Name,
  cases: OperationCases<Name>,
): Promise<void> {
  const table = Object.keys((await services[name]()).operations);
  const known = new Map<string, OperationCase<object>>(Object.entries(cases));

  describe(`operations of ${name}`, () => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await startSandbox();
    });
    afterAll(() => sandbox.close());

    const trial = async (): Promise<Trial> => {
      const account = await sandbox.account();
      return { sandbox, account, root: account.root };
    };

    test.each([...known.keys()].filter((operation) => !table.includes(operation)))('%s is not in the table', (operation) => {
      expect(table).toContain(operation);
    });

    test.each(table.filter((operation) => !known.has(operation)))('%s has its three tests', (operation) => {
      expect([...known.keys()], `${operation} of ${name} has no success, error and denial test`).toContain(operation);
    });

    const proofs = [...known].filter(([operation]) => table.includes(operation)).map(([operation, proof]) => ({ operation, ...proof }));
    const denials = proofs.flatMap(({ operation, denial }) => (denial === 'never' ? [] : [{ operation, denial }]));

    test.each(proofs)('$operation does what it says', async ({ operation, success }) => {
      const t = await trial();
      await success(t);
      expect((await t.account.events()).map((event) => event.operation)).toContain(operation);
      expect(sandbox.log).toEqual([]);
    });

    test.each(proofs)('$operation fails with $error.code', async ({ error }) => {
      expect((await refusal(error.provoke(await trial()))).code).toBe(error.code);
    });

    test.each(denials)('$operation is denied to a user without policies', async ({ operation, denial }) => {
      const t = await trial();
      const call = 'call' in denial ? denial.call(t) : callAsNobody(t, name, operation, await denial.input(t));
      const { status } = await refusal(call);
      expect([400, 403]).toContain(status);
      // The event tells the code: answers to HEAD have no body, so that the SDK knows only their status.
      const denied = (await t.account.events()).findLast((event) => event.operation === operation);
      expect(denied?.errorCode).toMatch(/^AccessDenied(Exception)?$/);
      expect(denied?.outcome).toMatch(/^(implicit|explicit)Deny$/);
    });
  });
}

async function callAsNobody(t: Trial, name: AwsServiceName, operation: string, input: object): Promise<unknown> {
  const { clients } = await t.account.user();
  return Reflect.apply(clients.call, clients, [name, operation, input]);
}

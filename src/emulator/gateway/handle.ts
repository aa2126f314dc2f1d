import type { AnyOperation, CallContext } from '../services/contract.ts';
import { StoreWriteError } from '../store/store-write-error.ts';
import type { Store } from '../store/types.ts';
import { AwsError } from '../wire/index.ts';

/**
 * Lets an operation do its work: `prepare` first, then `handle` and `finish` (the writing of the answer) in one transaction, so that
 * an answer that cannot be written leaves nothing behind. Throws what the operation throws, and AwsError `ServiceUnavailable` 503
 * where the disk takes no writes.
 */
export async function handle<Answer>(
  store: Store,
  label: string,
  operation: AnyOperation,
  input: object,
  call: CallContext,
  finish: (output: unknown) => Answer,
): Promise<Answer> {
  const prepared: unknown = await operation.prepare?.(input, call);
  let failure: { readonly error: unknown } | undefined;
  try {
    return store.transaction({ eventId: call.eventId, label }, () => {
      try {
        return finish(operation.handle(input, call, prepared));
      } catch (error) {
        failure = { error };
        throw error;
      }
    });
  } catch (error) {
    if (failure !== undefined && !isStoreFailure(failure.error)) throw failure.error;
    throw unavailable(error);
  }
}

/** What was not the operation's own is the store's: a full disk, a folder that may not be written. */
function isStoreFailure(error: unknown): boolean {
  return error instanceof StoreWriteError;
}

function unavailable(error: unknown): AwsError {
  const reason = error instanceof Error ? error.message : String(error);
  const failure = new AwsError('ServiceUnavailable', `The sandbox could not keep this change, so nothing was changed. ${reason}`, 503);
  failure.cause = error;
  return failure;
}

import type * as sdk from '@aws-sdk/client-sts';

import { operationsOf } from '../contract.ts';

/** An STS operation, typed by the SDK. */
export const operation = operationsOf<typeof sdk>();

import type * as sdk from '@aws-sdk/client-cloudtrail';

import { operationsOf } from '../contract.ts';

/** A CloudTrail operation, typed by the SDK. */
export const operation = operationsOf<typeof sdk>();

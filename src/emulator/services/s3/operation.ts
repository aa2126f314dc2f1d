import type * as sdk from '@aws-sdk/client-s3';

import { operationsOf } from '../contract.ts';

/** An S3 operation, typed by the SDK. */
export const operation = operationsOf<typeof sdk>();

import * as sdk from '@aws-sdk/client-cloudtrail';

import type { Service } from '../contract.ts';
import { lookupEvents } from './lookup-events.ts';

/** AWS CloudTrail: the event history of an account, read from what the gateway recorded. */
export const cloudtrail = { name: 'cloudtrail', sdk, operations: { LookupEvents: lookupEvents } } satisfies Service;

import type { Thing } from './things.ts';

type ContextValue = string | number | boolean | readonly string[];

/**
 * What a request brings along, beyond what every request has (see docs/labs.md). Keys with a colon are condition keys as AWS
 * writes them; the short ones stand for those named beside them. A thing as a value stands for its ARN.
 */
export interface ContextSpec {
  /** `sts:ExternalId` */
  readonly externalId?: string;
  /** `iam:PassedToService` */
  readonly passedTo?: string;
  /** `iam:PermissionsBoundary` */
  readonly boundary?: Thing | string;
  /** `iam:PolicyARN` */
  readonly policy?: Thing | string;
  /** `aws:MultiFactorAuthPresent` */
  readonly mfa?: boolean;
  /** `aws:SourceIp` */
  readonly from?: string;
  /** `aws:RequestTag/KEY` for each, and `aws:TagKeys` */
  readonly tags?: Readonly<Record<string, string>>;
  /** `aws:ResourceTag/KEY` for each */
  readonly resourceTags?: Readonly<Record<string, string>>;
  /** False: by plain HTTP. */
  readonly tls?: boolean;
  readonly [conditionKey: `${string}:${string}`]: ContextValue | Thing;
}

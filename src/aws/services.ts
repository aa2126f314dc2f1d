import type { AwsService } from './schema.ts';

/**
 * Every AWS service that seclab knows, by the name that the AWS CLI gives it. The SDK client is loaded only when asked for,
 * since loading one costs tens of milliseconds.
 */
export const AWS_SERVICES = {
  cloudtrail: {
    sdkId: 'CloudTrail',
    signingName: 'cloudtrail',
    arnService: 'cloudtrail',
    protocol: 'awsJson1_1',
    load: () => import('@aws-sdk/client-cloudtrail'),
  },
  iam: { sdkId: 'IAM', signingName: 'iam', arnService: 'iam', protocol: 'awsQuery', load: () => import('@aws-sdk/client-iam') },
  s3: { sdkId: 'S3', signingName: 's3', arnService: 's3', protocol: 'restXml', load: () => import('@aws-sdk/client-s3') },
  sts: { sdkId: 'STS', signingName: 'sts', arnService: 'sts', protocol: 'awsQuery', load: () => import('@aws-sdk/client-sts') },
} satisfies Record<string, AwsService>;

export type AwsServiceName = keyof typeof AWS_SERVICES;

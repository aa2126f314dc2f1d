import type { AwsServiceName } from '../../aws/services.ts';
import type { Service } from './contract.ts';

/** The built-in services, each loaded with its SDK schemas at its first use, so that a sandbox is ready at once. */
export const services = {
  iam: async () => (await import('./iam/index.ts')).iam,
  sts: async () => (await import('./sts/index.ts')).sts,
  s3: async () => (await import('./s3/index.ts')).s3,
  cloudtrail: async () => (await import('./cloudtrail/index.ts')).cloudtrail,
} satisfies { [Name in AwsServiceName]?: () => Promise<Service> };

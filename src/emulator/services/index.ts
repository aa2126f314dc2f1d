import type { Service } from './contract.ts';
import type { AwsServiceName } from '../../aws/services.ts';

/** The built-in services, each loaded with its SDK schemas at its first use, so that a sandbox is ready at once. */
export const services = {
  cloudtrail: async () => (await import('./cloudtrail/index.ts')).cloudtrail,
  iam: async () => (await import('./iam/index.ts')).iam,
  s3: async () => (await import('./s3/index.ts')).s3,
  sts: async () => (await import('./sts/index.ts')).sts,
} satisfies { [Name in AwsServiceName]?: () => Promise<Service> };

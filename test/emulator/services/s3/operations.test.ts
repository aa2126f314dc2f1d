import { proveOperations } from '../../../support/operations.ts';
import { bucketCases } from './bucket-cases.ts';
import { objectCases } from './object-cases.ts';
import { uploadCases } from './upload-cases.ts';

await proveOperations('s3', { ...bucketCases, ...objectCases, ...uploadCases });

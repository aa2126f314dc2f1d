import { proveOperations } from '../../../support/operations.ts';
import { cloudtrailCases } from './operation-cases.ts';

await proveOperations('cloudtrail', cloudtrailCases);

import { proveOperations } from '../../../support/operations.ts';
import { stsCases } from './operation-cases.ts';

await proveOperations('sts', stsCases);

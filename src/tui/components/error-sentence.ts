import { SeclabError } from '../../aws/seclab-error.ts';
import { cleanLine } from '../text/clean.ts';

/** An error for the status row: a SeclabError speaks for itself; any other is named as what it is. */
export function errorSentence(error: unknown): string {
  if (error instanceof SeclabError) return cleanLine(error.message);
  if (error instanceof Error) return cleanLine(`${error.message === '' ? error.name : error.message}`);
  return cleanLine(String(error));
}

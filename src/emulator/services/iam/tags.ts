import type { Tag as SdkTag } from '@aws-sdk/client-iam';
import type { RequestContext } from '../../../iam/types.ts';
import { invalidInput, limitExceeded, validationError } from './errors.ts';
import type { Tag } from './records.ts';

const MOST = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reads the tags of a call; throws `ValidationError` or `InvalidInput`. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html */
export function readTags(tags: readonly SdkTag[] | undefined): Tag[] {
  const read = (tags ?? []).map((tag, i) => {
    const { Key = '', Value = '' } = tag;
    checkPart(Key, `tags.${i + 1}.member.key`, 1, 128, KEY);
    checkPart(Value, `tags.${i + 1}.member.value`, 0, 256, VALUE);
    return { Key, Value };
  });
  if (read.length > MOST) {
    throw validationError(
      `1 validation error detected: Value '[${read.map(({ Key }) => Key).join(', ')}]' at 'tags' failed to satisfy constraint: Member must have length less than or equal to ${MOST}`,
    );
  }
  const reserved = read.find(({ Key }) => Key.toLowerCase().startsWith('aws:'));
  if (reserved !== undefined) throw invalidInput('aws: prefixed tag key names are not allowed for external use.');
  if (new Set(read.map(({ Key }) => Key.toLowerCase())).size < read.length) {
    throw invalidInput('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  }
  return read;
}

/** `old` with `added` over it: keys match without regard to case. Throws `LimitExceeded` past 50 tags. */
export function mergeTags(old: readonly Tag[], added: readonly Tag[], quota: string): Tag[] {
  const kept = removeTags(
    old,
    added.map(({ Key }) => Key),
  );
  if (kept.length + added.length > MOST) throw limitExceeded(`Cannot exceed quota for ${quota}: ${MOST}`);
  return [...kept, ...added];
}

export function removeTags(old: readonly Tag[], keys: readonly string[]): Tag[] {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return old.filter(({ Key }) => !gone.has(Key.toLowerCase()));
}

/** `aws:RequestTag/…` and `aws:TagKeys` of a call that sets tags; nothing for one that sets none. */
export function requestTags(tags: readonly SdkTag[] | undefined): RequestContext {
  if (tags === undefined || tags.length === 0) return {};
  const values = tags.map(({ Key, Value }) => [`aws:RequestTag/${Key ?? ''}`, Value ?? ''] as const);
  return { ...Object.fromEntries(values), ...tagKeys(tags.map(({ Key }) => Key ?? '')) };
}

/** `aws:TagKeys` of a call that names keys of tags. */
export function tagKeys(keys: readonly string[] | undefined): RequestContext {
  return keys === undefined || keys.length === 0 ? {} : { 'aws:TagKeys': [...keys] };
}

function checkPart(value: string, at: string, least: number, most: number, pattern: RegExp): void {
  const fault = partFault(value, least, most, pattern);
  if (fault !== undefined)
    throw validationError(`1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: ${fault}`);
}

function partFault(value: string, least: number, most: number, pattern: RegExp): string | undefined {
  if (value.length < least) return `Member must have length greater than or equal to ${least}`;
  if (value.length > most) return `Member must have length less than or equal to ${most}`;
  return pattern.test(value) ? undefined : `Member must satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`;
}

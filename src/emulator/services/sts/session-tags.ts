import type { RequestContext } from '../../../iam/types.ts';
import { validationError } from './errors.ts';
import type { SessionTag } from './state.ts';

const MOST = 50;
const KEY = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/u;
const VALUE = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

interface TagInput {
  readonly Tags?: readonly { readonly Key: string | undefined; readonly Value: string | undefined }[] | undefined;
  readonly TransitiveTagKeys?: readonly string[] | undefined;
}

/**
 * The tags of a new session: those of the call and the transitive ones of the calling session.
 * Throws `ValidationError`. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
 */
export function readSessionTags(input: TagInput, calling: readonly SessionTag[]): SessionTag[] {
  const transitive = new Set((input.TransitiveTagKeys ?? []).map(fold));
  const given = (input.Tags ?? []).map(({ Key = '', Value = '' }, index) => {
    check(Key, `tags.${index + 1}.member.key`, 1, 128, KEY);
    check(Value, `tags.${index + 1}.member.value`, 0, 256, VALUE);
    return { key: Key, value: Value, transitive: transitive.has(fold(Key)) };
  });
  const inherited = calling.filter((tag) => tag.transitive);
  const keys = new Set(given.map(({ key }) => fold(key)));
  if (given.length > MOST) {
    throw validationError(
      `1 validation error detected: Value at 'tags' failed to satisfy constraint: Member must have length less than or equal to ${MOST}`,
    );
  }
  if (given.some(({ key }) => fold(key).startsWith('aws:')))
    throw validationError('aws: prefixed tag key names are not allowed for external use.');
  if (keys.size < given.length) throw validationError('Duplicate tag keys found. Please note that Tag keys are case insensitive.');
  if ([...transitive].some((key) => inherited.some((tag) => fold(tag.key) === key))) {
    throw validationError(
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if ([...transitive].some((key) => !keys.has(key)))
    throw validationError('The specified transitive tag key must be included in the requested tags.');
  if (inherited.some((tag) => keys.has(fold(tag.key)))) {
    throw validationError(
      "One of the specified tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  return [...given, ...inherited];
}

/** What a policy can ask of the tags that a call sets. */
export function tagContext(input: TagInput): RequestContext {
  const tags = (input.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value] as const);
  const keys = input.TransitiveTagKeys ?? [];
  return {
    ...Object.fromEntries(tags.map(([key, value]) => [`aws:RequestTag/${key}`, value])),
    ...(tags.length === 0 ? {} : { 'aws:TagKeys': tags.map(([key]) => key) }),
    ...(keys.length === 0 ? {} : { 'sts:TransitiveTagKeys': [...keys] }),
  };
}

const fold = (key: string) => key.toLowerCase();

function check(value: string, at: string, least: number, most: number, pattern: RegExp): void {
  const rule =
    value.length < least
      ? `have length greater than or equal to ${least}`
      : value.length > most
        ? `have length less than or equal to ${most}`
        : pattern.test(value)
          ? undefined
          : `satisfy regular expression pattern: ${pattern.source.slice(1, -1)}`;
  if (rule !== undefined)
    throw validationError(`1 validation error detected: Value '${value}' at '${at}' failed to satisfy constraint: Member must ${rule}`);
}

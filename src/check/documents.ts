import { parsePolicy } from '../iam/index.ts';
import type { AttachedPolicy, PolicyKind } from '../iam/types.ts';

/** A stored policy that the engine cannot read: nothing can be decided by it, and its owner has to hear of it. */
export class UnreadablePolicy extends Error {
  override readonly name = 'UnreadablePolicy';
  readonly policy: string;

  constructor(policy: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.policy = policy;
  }
}

interface Source {
  readonly name: string;
  readonly arn?: string;
  /** In words: `role thumbnailer`. */
  readonly attachedTo: string;
  /** JSON, as it is or URL-encoded, which is how IAM answers. */
  readonly source: string;
  readonly kind: PolicyKind;
}

/** Parses a policy that was read from an account. Throws UnreadablePolicy. */
export function attachedPolicy({ name, arn, attachedTo, source, kind }: Source): AttachedPolicy {
  try {
    const text = source.trimStart().startsWith('{') ? source : decodeURIComponent(source);
    return { name, ...(arn === undefined ? {} : { arn }), attachedTo, document: parsePolicy(text, kind) };
  } catch (cause) {
    throw new UnreadablePolicy(`${name}${attachedTo === '' ? '' : ` of ${attachedTo}`}`, cause);
  }
}

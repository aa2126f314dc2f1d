import { parsePolicy } from '../../../iam/index.ts';
import type { PolicyDocument } from '../../../iam/types.ts';
import type { Store } from '../../store/types.ts';
import type { CallContext, ResourceFacts } from '../contract.ts';
import { boundText } from '../iam/bound-principals.ts';
import type { BoundPolicy } from '../iam/state.ts';
import { findBucket } from './buckets.ts';

const ARN = /^arn:aws:s3:::([^/]+)/;

/** What a decision about a bucket or an object needs to know; undefined where there is no such bucket. */
export function factsOf(arn: string, call: CallContext): ResourceFacts | undefined {
  const found = findBucket(ARN.exec(arn)?.[1] ?? '', call);
  if (found === undefined) return undefined;
  const { account, bucket } = found;
  return {
    account: account.id,
    blockPublicAccess: bucket.publicAccessBlock?.RestrictPublicBuckets === true,
    ...(bucket.policy === undefined
      ? {}
      : { policy: { name: 'bucket policy', attachedTo: `bucket ${bucket.name}`, document: documentOf(bucket.policy, call.store) } }),
  };
}

const parsed = new WeakMap<BoundPolicy, { readonly text: string; readonly document: PolicyDocument }>();

/** A bucket policy as it counts now; parsed again only when it or one of its principals has changed. */
export function documentOf(policy: BoundPolicy, store: Store): PolicyDocument {
  const text = boundText(policy, store);
  const known = parsed.get(policy);
  if (known?.text === text) return known.document;
  const document = parsePolicy(text, 'resource');
  parsed.set(policy, { text, document });
  return document;
}

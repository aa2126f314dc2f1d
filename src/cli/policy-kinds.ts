import type { PolicyKind } from '../iam/types.ts';

/** The kinds of policy documents, as options name them. */
export const POLICY_KINDS = [
  'identity',
  'boundary',
  'session',
  'resource',
  'trust',
  'keyPolicy',
  'scp',
  'rcp',
  'vpcEndpoint',
] as const satisfies readonly PolicyKind[];

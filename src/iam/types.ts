/** The contract of the policy engine: what it is asked, what it is told, and what it answers. */

/** The JSON shape of a parsed policy document; every list-or-scalar is a list. Made only by `parsePolicy`. */
export interface PolicyDocument {
  readonly version: '2012-10-17' | '2008-10-17';
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  /** Position in the document, from 0. */
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  readonly principal?: PrincipalElement;
  readonly notPrincipal?: PrincipalElement;
  readonly action?: readonly string[];
  readonly notAction?: readonly string[];
  readonly resource?: readonly string[];
  readonly notResource?: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface PrincipalElement {
  /** `"Principal": "*"`, which is everyone, anonymous callers too. */
  readonly everyone: boolean;
  readonly AWS: readonly string[];
  readonly Service: readonly string[];
  readonly Federated: readonly string[];
  readonly CanonicalUser: readonly string[];
}

/** One key of one operator of a Condition block, e.g. `ForAnyValue:StringLikeIfExists`. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** What kind of document a text is to be: each kind has its own grammar (a trust policy has no Resource, ...). */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'keyPolicy' | 'scp' | 'rcp' | 'vpcEndpoint';

/** The part of AWS's evaluation that gave the verdict, in the order in which AWS asks. */
export type Layer =
  | 'rcp'
  | 'scp'
  | 'vpcEndpoint'
  | 'blockPublicAccess'
  | 'resource'
  | 'trust'
  | 'keyPolicy'
  | 'grant'
  | 'identity'
  | 'boundary'
  | 'session'
  /** Decided by no policy: the root user of its own account, `sts:GetCallerIdentity`, an unsigned call that needs none. */
  | 'none';

/** Where a policy hangs: this is what a finding or an explanation shows to a learner. */
export interface AttachedPolicy {
  readonly name: string;
  /** Present for managed policies, SCPs and RCPs. */
  readonly arn?: string;
  /** In words: `user ana`, `group analysts`, `role thumbnailer`, `bucket lab-photos`, `organizational unit workloads`. */
  readonly attachedTo: string;
  readonly document: PolicyDocument;
}

/** One level of an organization, from the root down to the account. A level without policies allows nothing. */
export interface OrganizationLevel {
  readonly name: string;
  readonly policies: readonly AttachedPolicy[];
}

/** A KMS grant as far as a decision needs it. */
export interface Grant {
  readonly id: string;
  readonly granteePrincipal: string;
  readonly operations: readonly string[];
  readonly encryptionContextEquals?: Readonly<Record<string, string>>;
  readonly encryptionContextSubset?: Readonly<Record<string, string>>;
}

/** Everything that may speak on a request. Absent means that no such policy is in force there. */
export interface PoliciesInForce {
  readonly identity?: readonly AttachedPolicy[];
  /** Bucket policy, queue policy, trust policy of a role, key policy, ...: the action and resource tell which layer it is. */
  readonly resource?: AttachedPolicy;
  readonly boundary?: readonly AttachedPolicy[];
  readonly session?: readonly AttachedPolicy[];
  readonly scp?: readonly OrganizationLevel[];
  readonly rcp?: readonly OrganizationLevel[];
  readonly vpcEndpoint?: readonly AttachedPolicy[];
  readonly grants?: readonly Grant[];
  /** All four settings of S3 Block Public Access are on for the bucket. */
  readonly blockPublicAccess?: boolean;
}

/** Who asks. `userId` is the unique id (`AIDA...`, `AROA...:session`, the account for root) where it is known. */
export type Principal =
  | { readonly type: 'Root'; readonly arn: string; readonly account: string }
  | { readonly type: 'User'; readonly arn: string; readonly account: string; readonly userName: string; readonly userId?: string }
  /** The role itself, as policies name it; a caller in real life is an AssumedRole. */
  | { readonly type: 'Role'; readonly arn: string; readonly account: string; readonly roleName: string; readonly userId?: string }
  | {
      readonly type: 'AssumedRole';
      /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION` */
      readonly arn: string;
      readonly account: string;
      readonly roleName: string;
      /** With the role's path where it is known. */
      readonly roleArn: string;
      readonly sessionName: string;
      readonly userId?: string;
    }
  | { readonly type: 'FederatedUser'; readonly arn: string; readonly account: string; readonly name: string; readonly userId?: string }
  /** Comes with a token of an identity provider: `accounts.google.com` or an OIDC or SAML provider's ARN. */
  | { readonly type: 'Federated'; readonly provider: string }
  /** `lambda.amazonaws.com` */
  | { readonly type: 'Service'; readonly service: string }
  | { readonly type: 'Anonymous' };

/** Condition keys with their values: a list where the key is multi-valued. Key names match without regard to case. */
export type RequestContext = Readonly<Record<string, string | number | boolean | readonly (string | number | boolean)[]>>;

/** One question: may this principal do this action on this resource, in this context? */
export interface AccessRequest {
  readonly principal: Principal;
  /** `s3:GetObject`, `sts:AssumeRole`, ... */
  readonly action: string;
  /** An ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** The account that owns the resource; default: the one in the resource's ARN, else the principal's. */
  readonly resourceAccount?: string;
  /** Keys that follow from the principal are added by the engine where they are not given. */
  readonly context: RequestContext;
}

/** A statement of a policy in force, named so that a person finds it. */
export interface StatementRef {
  readonly layer: Layer;
  readonly policy: string;
  readonly policyArn?: string;
  readonly attachedTo: string;
  readonly index: number;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
}

/** A statement that failed to apply on exactly one element: the most teachable fact about a denial. */
export interface NearMiss {
  readonly statement: StatementRef;
  readonly element: 'Principal' | 'Action' | 'Resource' | 'Condition';
  /** What the statement asks for, as written (for a condition: its values). */
  readonly expected: readonly string[];
  /** What the request had; undefined where a condition key was absent from the request. */
  readonly got?: string;
  /** Only for conditions. */
  readonly condition?: { readonly operator: string; readonly key: string };
  /** The element is NotAction, NotResource or NotPrincipal: `expected` is what it leaves out. */
  readonly negated?: true;
}

/** What one layer said. `notAsked`: another layer had decided already; `notInForce`: there is no such policy here. */
export interface LayerVerdict {
  readonly layer: Layer;
  readonly verdict: 'allow' | 'implicitDeny' | 'explicitDeny' | 'notAsked' | 'notInForce';
  readonly by: readonly StatementRef[];
}

export interface Decision {
  readonly outcome: 'allowed' | 'implicitDeny' | 'explicitDeny';
  /** The layer that decided: for a denial the one that AWS's sentence names. */
  readonly layer: Layer;
  /** The statements that decided; for an implicit denial none. */
  readonly matched: readonly StatementRef[];
  readonly nearMisses: readonly NearMiss[];
  /** In AWS's order. */
  readonly layers: readonly LayerVerdict[];
}

/** Where a change is made. Without `policy` in a policy that has to be made; without `statement` in a new one. */
export interface ChangePlace {
  readonly layer: Layer;
  readonly policy?: string;
  readonly policyArn?: string;
  readonly attachedTo?: string;
  /** The level of the organization, for SCPs. */
  readonly level?: string;
  /** Position of the statement in the document, from 0. */
  readonly statement?: number;
  readonly sid?: string;
}

/** One step towards an allowance: an edit of one document, or a request made otherwise. */
export type Change = ChangePlace &
  (
    | { readonly element: 'Action' | 'Resource'; readonly add: string }
    /** `instead`: it takes the place of the "*" there. */
    | { readonly element: 'Principal'; readonly add: PrincipalJson; readonly instead?: true }
    | { readonly element: 'Statement'; readonly add: StatementJson }
    | { readonly element: 'Statement'; readonly remove: true }
    /** The request needs other values of a key; null: to come without it. The statement is the one that asks for it. */
    | {
        readonly element: 'Request';
        readonly condition: Condition;
        readonly effect: 'Allow' | 'Deny';
        readonly add: Readonly<Record<string, string | readonly string[] | null>>;
      }
    | { readonly element: 'BlockPublicAccess'; readonly remove: true }
  );

/** A principal as a policy writes it. */
export type PrincipalJson = '*' | { readonly AWS: string } | { readonly Service: string } | { readonly Federated: string };

/** A statement as a policy writes it. */
export interface StatementJson {
  readonly Effect: 'Allow';
  readonly Principal?: PrincipalJson;
  readonly Action: string;
  readonly Resource?: string;
}

/** The learner's text of a decision; plain sentences, no markup. */
export interface Explanation {
  /** One sentence: who may or may not do what, and because of what. */
  readonly headline: string;
  /** One line a layer, in AWS's order, of those that spoke. */
  readonly layers: readonly string[];
  /** "Statement 2 of policy `data` allows this on `arn:...:uploads/*`, and the request was for `...`." */
  readonly nearMisses: readonly string[];
  /** The smallest change that would allow it, and in which document; absent for an allowance. */
  readonly change?: string;
  /** The same for programs, in the order in which it is made; empty for an allowance and where no policy could allow it. */
  readonly changes: readonly Change[];
  /** For an allowance whose policies are known: every statement without which it would be denied. */
  readonly needed: readonly StatementRef[];
}

/** What a lab's `checks.ts` and `setup.ts` are written with: `import { ... } from 'seclab/check'`. See docs/labs.md. */

export { check, type CheckSpec } from './check.ts';
export { everyOne, recorded, state, type CallPattern, type FactFinding, type RecordedFact, type StateFact } from './facts.ts';
export { fresh, type PolicyRef, type Rights, type StatementSpec } from './fresh.ts';
export { setup, type LabClock, type LabSetup, type Setup, type ShellProfile } from './setup.ts';
export type { ContextSpec } from './context.ts';
export type { Action, Expected, ExpectedResource, Probe, Resource, Subject, Sweep } from './subject.ts';
export { account, anonymous, bucket, everyoneBut, group, policy, role, root, service, user, type Thing } from './things.ts';
export type { Check, CheckAccess, CheckKeys, CheckResult, Finding, ResultWord } from './types.ts';
export type { AccountView, BucketView, GroupView, ManagedPolicyView, RoleView, UserView, World } from './world-types.ts';

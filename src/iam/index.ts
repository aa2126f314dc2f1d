/** The policy engine: policy documents read, requests decided, decisions explained. Pure: no input, no output, no clock. */
export { accessDeniedMessage } from './access-denied-message.ts';
export { type CatalogueAction, actionsOf, expandAction, findAction, knownService } from './catalogue.ts';
export { evaluate } from './evaluate.ts';
export { explain } from './explain.ts';
export { parsePolicy } from './parse-policy.ts';
export { PolicyError } from './policy-error.ts';
export { accountOf, parsePrincipal, principalName } from './principal.ts';
export { isPublicPolicy, publicStatements } from './public-policy.ts';
export { type CaseOutcome, evaluateCase, type JudgedCase } from './evaluate-cases.ts';
export { type ReasonClass, reasonOf } from './reason.ts';
export { can, type Sweep, sweep, type Swept } from './questions.ts';
export { type Able, type Candidate, whoCan } from './who-can.ts';
export { whatCan } from './what-can.ts';
export { type Changed, difference, type Difference, type DifferenceQuestion } from './difference.ts';
export { strangersFor, takesResource } from './resource-types.ts';
export { exampleOf, type Filling } from './examples.ts';
export { type Witness, witnesses } from './witnesses.ts';

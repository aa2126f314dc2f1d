import { type CatalogueAction, expandAction, findAction, knownService } from '../catalogue.ts';
import { mayMeet } from './meet.ts';
import { entriesOf, type LintFinding, PAGES, type Placed, type Rule } from './types.ts';

/** Actions and resources of one statement that can never come together in a request. */
export const resourceRule: Rule = ({ statements }) =>
  statements.flatMap((placed) => [...uselessActions(placed), ...uselessResources(placed)]);

function uselessActions({ statement, path }: Placed): readonly LintFinding[] {
  const { resource } = statement;
  if (resource === undefined || resource.includes('*')) return [];
  return entriesOf(statement.action, `${path}.Action`).flatMap(({ text, path: at }): readonly LintFinding[] => {
    const actions = expandAction(text).flatMap((name) => findAction(name) ?? []);
    if (actions.length === 0 || actions.some((action) => resource.some((pattern) => fits(action, pattern)))) return [];
    const [first] = actions;
    const arns = [...new Set(actions.flatMap(({ resourceTypes }) => resourceTypes.flatMap(({ arnPatterns }) => arnPatterns)))];
    const what =
      arns.length === 0
        ? `${text} is not about a resource of its own: a request for it matches no ARN, only "*".`
        : `${text} can go with none of the resources of this statement.`;
    const mend =
      arns.length === 0
        ? 'Move it to a statement of its own with "Resource": "*".'
        : `Add a resource of a type that it is about: ${arns.slice(0, 3).join(' or ')}.`;
    return first === undefined ? [] : [{ rule: 'action-without-resource', severity: 'error', path: at, what, mend, page: PAGES.actions }];
  });
}

function uselessResources({ statement, path }: Placed): readonly LintFinding[] {
  const { action = [] } = statement;
  // What the catalogue does not have may be about anything.
  if (action.length === 0 || action.some((text) => !knownService(text.split(':')[0] ?? ''))) return [];
  const actions = action.flatMap(expandAction).flatMap((name) => findAction(name) ?? []);
  if (actions.length === 0) return [];
  return entriesOf(statement.resource, `${path}.Resource`).flatMap(({ text, path: at }): readonly LintFinding[] => {
    if (text === '*' || text.startsWith('execute-api:/') || actions.some((one) => fits(one, text))) return [];
    const what = `No action of this statement is about ${text}: the resource does nothing here.`;
    const mend = isBareBucket(text)
      ? `For the objects of the bucket write ${text}/*.`
      : 'Take it out, or add the actions that are about it.';
    return [{ rule: 'resource-without-action', severity: 'warning', path: at, what, mend, page: PAGES.actions }];
  });
}

/** Can a request for the action match the Resource pattern? */
export function fits({ resourceTypes }: CatalogueAction, pattern: string): boolean {
  if (pattern === '*') return true;
  return resourceTypes.some(({ arnPatterns }) => arnPatterns.some((arn) => mayMeet(pattern, arn)));
}

function isBareBucket(arn: string): boolean {
  return /^arn:[^:]*:s3:::[^/*]+$/.test(arn);
}

import { expandAction, findAction } from '../catalogue.ts';
import { byDanger, changesThings } from './danger.ts';
import { entriesOf, type LintFinding, PAGES, type Placed, type Rule } from './types.ts';

/** What wildcards really grant, and what is granted by leaving out. Limits (boundaries, SCPs, ...) grant nothing. */
export const wildcardRule: Rule = ({ statements, kind }) => {
  if (kind === 'boundary' || kind === 'scp' || kind === 'rcp' || kind === 'vpcEndpoint') return [];
  return statements
    .filter(({ statement }) => statement.effect === 'Allow')
    .flatMap((placed) => [...wideActions(placed), ...(kind === 'keyPolicy' ? [] : [...leftOut(placed), ...wideResources(placed)])]);
};

function wideActions({ statement, path }: Placed): readonly LintFinding[] {
  return entriesOf(statement.action, `${path}.Action`).flatMap(({ text, path: at }): readonly LintFinding[] => {
    // An administrator of a key or a queue is meant so by its policy.
    if (!/[*?]/.test(text) || statement.principal !== undefined) return [];
    const granted = expandAction(text);
    if (granted.length < 2) return [];
    const isAll = text === '*' || text === '*:*';
    const changing = granted.filter(changesThings).length;
    const worst = byDanger(granted).slice(0, 3);
    return [
      {
        rule: isAll ? 'every-action' : 'wildcard-action',
        severity: changing > 0 ? 'warning' : 'note',
        path: at,
        what: isAll
          ? 'It grants every action of every service: with "Resource": "*" that is an administrator.'
          : `It grants ${granted.length} actions, ${changing} of which change something; among them ${worst.join(', ')}.`,
        mend: 'Name the actions that are needed.',
        page: PAGES.leastPrivilege,
      },
    ];
  });
}

function leftOut({ statement, path }: Placed): readonly LintFinding[] {
  const { notAction, notResource } = statement;
  const found: LintFinding[] = [];
  if (notAction !== undefined) {
    const spared = new Set(notAction.flatMap(expandAction));
    const granted = expandAction('*').filter((action) => !spared.has(action));
    found.push({
      rule: 'allow-not-action',
      severity: 'warning',
      path: `${path}.NotAction`,
      what: `It grants every action of every service but these, those that AWS adds tomorrow too; among them ${byDanger(granted).slice(0, 3).join(', ')}.`,
      mend: 'List in Action what is needed, or deny with NotAction.',
      page: PAGES.notAction,
    });
  }
  if (notResource !== undefined) {
    found.push({
      rule: 'allow-not-resource',
      severity: 'warning',
      path: `${path}.NotResource`,
      what: 'It grants the actions on every resource but these, those that are made tomorrow too.',
      mend: 'List in Resource what is needed, or deny with NotResource.',
      page: PAGES.notResource,
    });
  }
  return found;
}

function wideResources({ statement, path }: Placed): readonly LintFinding[] {
  const { action = [], resource = [], conditions, principal } = statement;
  if (!resource.includes('*') || conditions.length > 0 || principal !== undefined) return [];
  const named = action.filter((text) => findAction(text)?.resourceTypes.length).filter(changesThings);
  const [worst] = byDanger(named);
  if (worst === undefined) return [];
  const passes = named.some((text) => text.toLowerCase() === 'iam:passrole');
  return [
    {
      rule: passes ? 'pass-every-role' : 'every-resource',
      severity: passes ? 'error' : 'warning',
      path: `${path}.Resource`,
      what: passes
        ? 'Every role of the account can be handed to a service, one with more rights than the caller’s too.'
        : `It grants ${named.slice(0, 4).join(', ')}${named.length > 4 ? ` and ${named.length - 4} more` : ''} on every resource of the account, though they can be granted on one.`,
      mend: passes ? 'Name the roles, and the services with a condition on iam:PassedToService.' : 'Name the resources.',
      page: passes ? PAGES.passRole : PAGES.leastPrivilege,
    },
  ];
}

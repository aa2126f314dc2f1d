import { publicStatements } from '../public-policy.ts';
import type { Statement } from '../types.ts';
import { type LintFinding, PAGES, type Placed, type Rule, type Subject } from './types.ts';

/** Who is let in: everybody, services on anybody's behalf, other companies, anybody's identities. */
export const principalRule: Rule = (subject) =>
  subject.statements.flatMap((placed) => [
    ...everybody(placed, subject),
    ...confusedDeputy(placed, subject),
    ...webIdentity(placed),
    ...thirdParty(placed, subject),
    ...notPrincipal(placed),
    ...deleted(placed),
  ]);

function everybody({ statement, path }: Placed, { document, kind }: Subject): readonly LintFinding[] {
  if (kind === 'vpcEndpoint' || kind === 'rcp' || !publicStatements(document).includes(statement)) return [];
  if (kind !== 'resource' && statement.conditions.some(({ key }) => NARROWING.has(key.toLowerCase()))) return [];
  const conditional = statement.conditions.length > 0;
  return [
    {
      rule: kind === 'trust' ? 'anybody-may-assume' : 'public',
      severity: conditional && kind === 'resource' ? 'warning' : 'error',
      path: `${path}.Principal`,
      what:
        kind === 'trust'
          ? 'Every principal of every AWS account can take this role.'
          : `Everybody is let in${conditional ? ': its conditions bind nobody to an account, an organization or a network' : ', also without credentials'}.`,
      mend: 'Name the accounts or roles, or add a condition on aws:PrincipalOrgID, aws:SourceArn or aws:SourceAccount.',
      page: PAGES.principal,
    },
  ];
}

const NARROWING = new Set([
  'kms:calleraccount',
  'kms:viaservice',
  'sts:externalid',
  'aws:principalorgid',
  'aws:principalaccount',
  'aws:principalarn',
]);
const SOURCES = new Set(['aws:sourcearn', 'aws:sourceaccount', 'aws:sourceorgid', 'aws:sourceorgpaths', 'aws:sourceowner']);

function confusedDeputy({ statement, path }: Placed, { kind }: Subject): readonly LintFinding[] {
  if (statement.effect !== 'Allow' || (kind !== 'resource' && kind !== 'keyPolicy' && kind !== 'trust')) return [];
  if (hasKey(statement, (key) => SOURCES.has(key) || key === 'kms:viaservice' || key === 'sts:externalid')) return [];
  const services = (statement.principal?.Service ?? []).filter((service) => kind !== 'trust' || ACTS_FOR_RESOURCES.has(service));
  const [first] = services;
  if (first === undefined) return [];
  return [
    {
      rule: 'confused-deputy',
      severity: 'warning',
      path: `${path}.Principal`,
      what: `${services.join(', ')} may use this on behalf of anybody’s resources, those of other accounts too.`,
      mend: 'Add a condition on aws:SourceArn, aws:SourceAccount or aws:SourceOrgID.',
      page: PAGES.deputy,
    },
  ];
}

/** Services that take a role for a resource that a customer made, and say which: their pages ask for the condition in trust policies. */
const ACTS_FOR_RESOURCES = new Set(
  [
    'appsync',
    'bedrock',
    'cloudtrail',
    'codebuild',
    'codepipeline',
    'cognito-idp',
    'config',
    'datasync',
    'events',
    'firehose',
    'glue',
    'iot',
    'logs',
    'pipes',
    'sagemaker',
    'scheduler',
    'ssm',
    'states',
    'transcribe',
    'transfer',
    'vpc-flow-logs',
  ].map((name) => `${name}.amazonaws.com`),
);

function webIdentity({ statement, path }: Placed): readonly LintFinding[] {
  if (statement.effect !== 'Allow') return [];
  return (statement.principal?.Federated ?? []).flatMap((name): readonly LintFinding[] => {
    if (name.includes(':saml-provider/')) return [];
    const provider = name.replace(/^.*:oidc-provider\//, '').toLowerCase();
    const values = (claim: string) =>
      statement.conditions.filter(({ key }) => key.toLowerCase() === `${provider}:${claim}`).flatMap((condition) => condition.values);
    const at = `${path}.Principal`;
    if (provider === 'token.actions.githubusercontent.com') {
      const open = values('sub').find((value) => /^(\*|repo:\*|repo:[^/]*\*)/.test(value));
      if (values('sub').length > 0 && open === undefined) return [];
      const what =
        open === undefined ? 'Workflows of every repository on GitHub can take this role.' : `${open} matches repositories of others.`;
      const mend = `Add a condition on ${provider}:sub such as "repo:ORGANIZATION/REPOSITORY:ref:refs/heads/main".`;
      return [{ rule: 'web-identity-of-anybody', severity: 'error', path: at, what, mend, page: PAGES.oidc }];
    }
    if (values('aud').length > 0 || values('app_id').length > 0) return [];
    const what = `Tokens that ${provider} gives to any application can take this role.`;
    const mend = `Add a condition on ${provider}:aud with the identity pool or the client that is meant.`;
    return [{ rule: 'web-identity-of-anybody', severity: 'error', path: at, what, mend, page: PAGES.oidc }];
  });
}

function thirdParty({ statement, path }: Placed, { kind }: Subject): readonly LintFinding[] {
  const accounts = (statement.principal?.AWS ?? []).filter((name) => /^\d{12}$/.test(name) || name.endsWith(':root'));
  if (kind !== 'trust' || statement.effect !== 'Allow' || accounts.length === 0) return [];
  if (hasKey(statement, (key) => key === 'sts:externalid' || key.startsWith('aws:principal'))) return [];
  return [
    {
      rule: 'third-party-without-external-id',
      severity: 'note',
      path: `${path}.Principal`,
      what: `Whoever ${accounts.join(', ')} gives sts:AssumeRole can take this role. If the account serves several customers, one of them can have it take this role for him.`,
      mend: 'For an account of another company add a condition on sts:ExternalId; in your own name the roles.',
      page: PAGES.thirdParty,
    },
  ];
}

function notPrincipal({ statement, path }: Placed): readonly LintFinding[] {
  if (statement.notPrincipal === undefined) return [];
  return [
    {
      rule: 'not-principal',
      severity: 'warning',
      path: `${path}.NotPrincipal`,
      what: 'NotPrincipal denies everybody who is not listed with all that he is: a role’s sessions and its account too, and never spares whoever has a permissions boundary.',
      mend: 'Deny "Principal": "*" with a condition ArnNotLike on aws:PrincipalArn instead.',
      page: PAGES.notPrincipal,
    },
  ];
}

function deleted({ statement, path }: Placed): readonly LintFinding[] {
  const gone = [...(statement.principal?.AWS ?? []), ...(statement.notPrincipal?.AWS ?? [])].find((name) =>
    /^A(IDA|ROA)[A-Z0-9]+$/.test(name),
  );
  if (gone === undefined) return [];
  const what = `${gone} is the id of a user or role that was deleted; one of the same name that was made since is another.`;
  return [
    {
      rule: 'deleted-principal',
      severity: 'warning',
      path: `${path}.Principal`,
      what,
      mend: 'Write the ARN again, or take it out.',
      page: PAGES.principal,
    },
  ];
}

function hasKey({ conditions }: Statement, wanted: (key: string) => boolean): boolean {
  return conditions.some(({ key, operator }) => wanted(key.toLowerCase()) && operator !== 'Null' && !operator.endsWith('IfExists'));
}

import { parseOperator } from '../operators.ts';
import type { Condition, Statement } from '../types.ts';
import { parseIp } from '../values.ts';
import { type LintFinding, PAGES, type Rule } from './types.ts';

/** Conditions that hold, or fail, where their author does not expect it: mostly where the key is absent. */
export const conditionRule: Rule = ({ statements, document }) => [
  ...statements.flatMap(({ statement, path }) =>
    statement.conditions.flatMap((condition) =>
      TESTS.flatMap((test) => {
        const found = test(condition, statement);
        return found === undefined ? [] : [{ ...found, path: `${path}.Condition.${condition.operator}.${condition.key}` }];
      }),
    ),
  ),
  ...oldVersion(document.version, statements),
];

type Test = (condition: Condition, statement: Statement) => Omit<LintFinding, 'path'> | undefined;

const MFA = 'aws:multifactorauthpresent';
const is = (condition: Condition, key: string) => condition.key.toLowerCase() === key;
const has = (condition: Condition, value: string) => condition.values.some((one) => one.toLowerCase() === value);
const demanded = ({ conditions }: Statement, key: string) =>
  conditions.some((one) => one.operator === 'Null' && is(one, key.toLowerCase()) && has(one, 'false'));

const forAllInAllow: Test = ({ operator, key }, statement) => {
  if (statement.effect !== 'Allow' || !operator.startsWith('ForAllValues:') || demanded(statement, key)) return undefined;
  return {
    rule: 'for-all-values-in-allow',
    severity: 'warning',
    what: `ForAllValues holds also where the request has no ${key} at all: such a request is allowed.`,
    mend: `Add "Null": {"${key}": "false"} beside it.`,
    page: PAGES.multiValue,
  };
};

const mfaIfExistsInAllow: Test = (condition, { effect }) => {
  if (effect !== 'Allow' || condition.operator !== 'BoolIfExists' || !is(condition, MFA) || !has(condition, 'true')) return undefined;
  return {
    rule: 'mfa-if-exists',
    severity: 'error',
    what: 'Requests signed with long-term access keys have no aws:MultiFactorAuthPresent: BoolIfExists lets them in without MFA.',
    mend: 'Use Bool in an Allow.',
    page: PAGES.mfa,
  };
};

const mfaBoolInDeny: Test = (condition, statement) => {
  if (statement.effect !== 'Deny' || condition.operator !== 'Bool' || !is(condition, MFA) || !has(condition, 'false')) return undefined;
  if (demanded(statement, MFA)) return undefined;
  return {
    rule: 'mfa-deny-misses-keys',
    severity: 'error',
    what: 'Requests signed with long-term access keys have no aws:MultiFactorAuthPresent: Bool does not deny them.',
    mend: 'Use BoolIfExists in a Deny.',
    page: PAGES.mfa,
  };
};

const ifExistsInAllow: Test = (condition, { effect }) => {
  const { operator, key } = condition;
  if (effect !== 'Allow' || !operator.endsWith('IfExists') || is(condition, MFA)) return undefined;
  return {
    rule: 'if-exists-in-allow',
    severity: 'note',
    what: `${operator} holds also where the request has no ${key}.`,
    mend: `Where every request must have the key, use ${operator.slice(0, -'IfExists'.length)}.`,
    page: PAGES.operators,
  };
};

const negatedInAllow: Test = (condition, statement) => {
  const operator = parseOperator(condition.operator);
  if (statement.effect !== 'Allow' || operator?.negated !== true || demanded(statement, condition.key)) return undefined;
  return {
    rule: 'negated-in-allow',
    severity: 'warning',
    what: `${condition.operator} holds for every other value of ${condition.key}, and where the request has none.`,
    mend: 'Allow the values that are meant, or deny the others in a statement of its own.',
    page: PAGES.operators,
  };
};

const wildcardTakenLiterally: Test = ({ operator, key, values }) => {
  const known = parseOperator(operator);
  const wild = values.find((value) => /[*?]/.test(value.replaceAll(/\$\{[*?]\}/g, '')));
  if ((known?.comparison !== 'equals' && known?.comparison !== 'equalsIgnoreCase') || wild === undefined) return undefined;
  return {
    rule: 'literal-wildcard',
    severity: 'error',
    what: `${operator} takes the wildcard in ${wild} for the character itself: ${key} never has that value.`,
    mend: `Use ${operator.replace(/String(Not)?Equals(IgnoreCase)?/, 'String$1Like')}.`,
    page: PAGES.operators,
  };
};

const addresses: Test = (condition, { effect, conditions }) => {
  const known = parseOperator(condition.operator);
  if (known?.comparison !== 'ip' || !is(condition, 'aws:sourceip')) return undefined;
  const whole = condition.values.find((value) => value.endsWith('/0'));
  if (whole !== undefined) {
    const what = `${whole} is every address.`;
    return {
      rule: 'every-address',
      severity: 'warning',
      what,
      mend: 'Name the ranges that requests come from.',
      page: PAGES.conditionKeys,
    };
  }
  const inner = condition.values.find(isPrivate);
  if (inner !== undefined) {
    const what = `aws:SourceIp is a public address and never one of ${inner}.`;
    return {
      rule: 'private-address',
      severity: 'error',
      what,
      mend: 'For requests through a VPC endpoint use aws:VpcSourceIp.',
      page: PAGES.conditionKeys,
    };
  }
  if (effect !== 'Deny' || !known.negated || conditions.some((one) => is(one, 'aws:viaawsservice'))) return undefined;
  return {
    rule: 'deny-through-services',
    severity: 'note',
    what: 'It also denies what AWS services do on behalf of the caller, since their requests come from AWS’s addresses.',
    mend: 'Add "Bool": {"aws:ViaAWSService": "false"} beside it.',
    page: PAGES.conditionKeys,
  };
};

const noValue: Test = ({ operator, key, values }, { effect }) => {
  if (values.length > 0) return undefined;
  const what = `${operator} of ${key} has no value to compare with: ${effect === 'Allow' ? 'the statement may never allow' : 'the statement may never deny'}.`;
  return { rule: 'no-value', severity: 'warning', what, mend: 'Give it a value, or take the condition out.', page: PAGES.operators };
};

const TESTS: readonly Test[] = [
  forAllInAllow,
  mfaIfExistsInAllow,
  mfaBoolInDeny,
  ifExistsInAllow,
  negatedInAllow,
  wildcardTakenLiterally,
  addresses,
  noValue,
];

function isPrivate(value: string): boolean {
  const range = parseIp(value);
  if (range === undefined || range.words.length !== 2) return false;
  const [high = 0] = range.words;
  return high >> 8 === 10 || high === 0xc0a8 || (high >= 0xac10 && high <= 0xac1f) || high >> 8 === 127;
}

function oldVersion(version: string, statements: Parameters<Rule>[0]['statements']): readonly LintFinding[] {
  if (version === '2012-10-17') return [];
  const texts = statements.flatMap(({ statement: { resource = [], notResource = [], conditions } }) => [
    ...resource,
    ...notResource,
    ...conditions.flatMap(({ values }) => values),
  ]);
  const variable = texts.find((text) => text.includes('${'));
  return [
    {
      rule: 'old-version',
      severity: variable === undefined ? 'note' : 'error',
      path: 'Version',
      what:
        variable === undefined
          ? 'Without "Version": "2012-10-17" the document is of the language of 2008.'
          : `In the language of 2008 there are no policy variables: ${variable} is taken as it stands.`,
      mend: 'Write "Version": "2012-10-17".',
      page: PAGES.version,
    },
  ];
}

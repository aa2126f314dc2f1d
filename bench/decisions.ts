import { evaluate, parsePolicy, parsePrincipal } from '../src/iam/index.ts';
import type { AccessRequest, PoliciesInForce } from '../src/iam/types.ts';
import { type Figure, median, milliseconds, ROUNDS } from './measure.ts';

const POLICIES = 10;
const STATEMENTS = 10;
const REQUESTS = 20_000;

/** Decisions a second on one core, for a principal with ten policies of ten statements; beside it those of one policy of one. */
export function decisions(): Figure {
  const perSecond = rate(POLICIES, STATEMENTS);
  const name = `decisions a second, ${POLICIES} policies of ${STATEMENTS} statements`;
  const reference = `${rate(1, 1).toFixed(0)}/s for one statement`;
  return { name, value: perSecond.toFixed(0), reference, measured: perSecond, unit: '/s', target: 50_000, bound: 'least' };
}

/** How much longer a decision takes with ten times the statements, by what ten times would be: 1 is linear growth. */
export function growth(): Figure {
  const [few, many] = [1 / rate(POLICIES, STATEMENTS), 1 / rate(POLICIES, 10 * STATEMENTS)];
  const name = 'ten times the statements, against ten times the time';
  return {
    name,
    value: milliseconds(many * 1000),
    reference: milliseconds(few * 10_000),
    measured: many / (few * 10),
    unit: 'x',
    target: 1.2,
    bound: 'most',
  };
}

function rate(policyCount: number, statementCount: number): number {
  const principal = parsePrincipal('arn:aws:iam::111122223333:user/ana');
  const identity = Array.from({ length: policyCount }, (_, index) => ({
    name: `policy-${index}`,
    attachedTo: 'user ana',
    document: parsePolicy(document(index, statementCount), 'identity'),
  }));
  const policies: PoliciesInForce = { identity };
  const requests = Array.from({ length: 100 }, (_, index): AccessRequest => {
    const place = {
      action: index % 2 === 0 ? 's3:GetObject' : 's3:PutObject',
      resource: `arn:aws:s3:::bucket-${index % 12}/team-${index % 7}/file`,
    };
    return { principal, ...place, context: { 'aws:SourceIp': `203.0.113.${index}`, 'aws:SecureTransport': true } };
  });
  const asked = REQUESTS / Math.max(1, statementCount / STATEMENTS);
  const rounds = Array.from({ length: ROUNDS }, () => {
    let allowed = 0;
    const start = performance.now();
    for (let i = 0; i < asked; i++) {
      const request = requests[i % requests.length];
      if (request !== undefined && evaluate(request, policies).outcome === 'allowed') allowed++;
    }
    if (allowed === 0 || allowed === asked) throw new Error('The bench of decisions must have allowances and denials.');
    return asked / ((performance.now() - start) / 1000);
  });
  return median(rounds);
}

function document(policy: number, statementCount: number): string {
  const statements = Array.from({ length: statementCount }, (_, index) => ({
    Effect: index === 9 ? 'Deny' : 'Allow',
    Action: ['s3:Get*', 's3:PutObject', 'sqs:SendMessage'],
    Resource: [`arn:aws:s3:::bucket-${policy}/team-${index}/*`, `arn:aws:sqs:eu-west-1:111122223333:queue-${index}`],
    Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/25', '198.51.100.0/24'] }, Bool: { 'aws:SecureTransport': 'true' } },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

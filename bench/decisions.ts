import { evaluate, parsePolicy, parsePrincipal } from '../src/iam/index.ts';
import type { AccessRequest, PoliciesInForce } from '../src/iam/types.ts';
import { type Figure, median, ROUNDS } from './measure.ts';

const POLICIES = 10;
const STATEMENTS = 10;
const REQUESTS = 20_000;

/** Decisions a second on one core, for a principal with ten policies of ten statements. */
export function decisions(): Figure {
  const principal = parsePrincipal('arn:aws:iam::111122223333:user/ana');
  const identity = Array.from({ length: POLICIES }, (_, index) => ({
    name: `policy-${index}`,
    attachedTo: 'user ana',
    document: parsePolicy(document(index), 'identity'),
  }));
  const policies: PoliciesInForce = { identity };
  const requests = Array.from({ length: 100 }, (_, index): AccessRequest => {
    const place = {
      action: index % 2 === 0 ? 's3:GetObject' : 's3:PutObject',
      resource: `arn:aws:s3:::bucket-${index % 12}/team-${index % 7}/file`,
    };
    return { principal, ...place, context: { 'aws:SourceIp': `203.0.113.${index}`, 'aws:SecureTransport': true } };
  });
  const rounds = Array.from({ length: ROUNDS }, () => {
    let allowed = 0;
    const start = performance.now();
    for (let i = 0; i < REQUESTS; i++) {
      const request = requests[i % requests.length];
      if (request !== undefined && evaluate(request, policies).outcome === 'allowed') allowed++;
    }
    if (allowed === 0 || allowed === REQUESTS) throw new Error('The bench of decisions must have allowances and denials.');
    return REQUESTS / ((performance.now() - start) / 1000);
  });
  const perSecond = median(rounds);
  const name = `decisions a second, ${POLICIES} policies of ${STATEMENTS} statements`;
  return { name, value: perSecond.toFixed(0), reference: '-', measured: perSecond, unit: '/s', target: 50_000, bound: 'least' };
}

function document(policy: number): string {
  const statements = Array.from({ length: STATEMENTS }, (_, index) => ({
    Effect: index === 9 ? 'Deny' : 'Allow',
    Action: ['s3:Get*', 's3:PutObject', 'sqs:SendMessage'],
    Resource: [`arn:aws:s3:::bucket-${policy}/team-${index}/*`, `arn:aws:sqs:eu-west-1:111122223333:queue-${index}`],
    Condition: { IpAddress: { 'aws:SourceIp': ['203.0.113.0/25', '198.51.100.0/24'] }, Bool: { 'aws:SecureTransport': 'true' } },
  }));
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

import type { ApiEvent } from '../../../backend/types.ts';
import { parsePrincipal } from '../../../iam/principal.ts';
import type { AccessRequest, Decision, Explanation, Layer, LayerVerdict, Principal, StatementRef } from '../../../iam/types.ts';
import type { StateWord } from '../../components/state-word.ts';
import { stateSpan } from '../../components/state-word.ts';
import { clean } from '../../text/clean.ts';
import { fit } from '../../text/fit.ts';
import { blank, line, span, type Line } from '../../text/line.ts';
import { wrap } from '../../text/wrap.ts';
import { layerWords } from './event-words.ts';

export type Explain = (request: AccessRequest, decision: Decision) => Explanation;

const LAYER_COLUMNS = 22;
const VERDICT_COLUMNS = 18;

const verdictWords: Readonly<Record<LayerVerdict['verdict'], StateWord>> = {
  allow: { symbol: '✓', word: 'allows', token: 'status.success' },
  implicitDeny: { symbol: '✗', word: 'does not allow', token: 'status.failure' },
  explicitDeny: { symbol: '✗', word: 'denies', token: 'status.failure' },
  notAsked: { symbol: '∙', word: 'not asked', token: 'status.waiting' },
  notInForce: { symbol: '∙', word: 'none in force', token: 'status.waiting' },
};

/** Why a call was allowed or denied: each access that it asked for, decided layer by layer. */
export function explanationLines(event: ApiEvent, explain: Explain, width: number): Line[] {
  const answer = [
    ...section('AWS answered'),
    ...wrap([span(clean(event.errorMessage ?? `${event.errorCode ?? 'done'} (${event.status})`))], width),
  ];
  if (event.access.length === 0) {
    return [...wrap([span('This call never came to authorisation: no policy was asked.', 'text.strong')], width), ...answer];
  }
  const explained = event.access.flatMap(({ action, resource, context, decision }, index) => [
    ...(index > 0 ? [blank, line('─'.repeat(Math.min(width, 40)), 'rule')] : []),
    ...decisionLines(explain({ principal: callerOf(event), action, resource, context }, decision), decision, width),
  ]);
  return [...explained, ...(event.status >= 400 ? answer : [])];
}

function decisionLines(explanation: Explanation, decision: Decision, width: number): Line[] {
  return [
    ...wrap([span(clean(explanation.headline), 'text.strong')], width),
    ...section('What decided'),
    ...(decision.matched.length === 0
      ? wrap([span(nothingMatched(decision))], width)
      : decision.matched.flatMap((ref) => statementLines(ref, width))),
    ...(explanation.nearMisses.length > 0 ? section('What almost matched') : []),
    ...explanation.nearMisses.flatMap((sentence) => wrap([span(clean(sentence))], width, { first: line('- ', 'text.quiet'), hang: 2 })),
    ...(explanation.change === undefined
      ? []
      : [...section('The smallest change that would allow it'), ...wrap([span(clean(explanation.change))], width)]),
    ...section('Layer by layer, in the order in which AWS asks'),
    ...decision.layers.filter(isWorthALine).flatMap((verdict) => layerLines(verdict, width)),
  ];
}

function nothingMatched({ outcome, layer }: Decision): string {
  if (outcome === 'allowed') return 'No policy had to decide.';
  return layer === 'blockPublicAccess' ? 'Block Public Access of the bucket.' : 'No statement allows it: what is not allowed is denied.';
}

function statementLines(ref: StatementRef, width: number): Line[] {
  return wrap(
    [
      span(ref.effect === 'Allow' ? 'Allow' : 'Deny', ref.effect === 'Allow' ? 'status.success' : 'status.failure'),
      span(` in ${statementName(ref)}`),
    ],
    width,
  );
}

function statementName({ index, sid, policy, attachedTo, layer }: StatementRef): string {
  const statement = sid === undefined ? `statement ${index + 1}` : `statement ${index + 1} (${clean(sid)})`;
  const named = policy.endsWith(' policy') ? clean(policy) : `${layerWords[layer]} “${clean(policy)}”`;
  return `${statement} of ${named} of ${clean(attachedTo)}`;
}

/** Kinds of policy that any call can meet; the others only where there is one. */
const EVERYWHERE: readonly Layer[] = ['rcp', 'scp', 'resource', 'identity', 'boundary', 'session'];

function isWorthALine({ layer, verdict }: LayerVerdict): boolean {
  return verdict !== 'notInForce' || EVERYWHERE.includes(layer);
}

function layerLines({ layer, verdict, by }: LayerVerdict, width: number): Line[] {
  const word = verdictWords[verdict];
  const names = by
    .map(({ policy, index, sid }) => `${clean(policy)}, ${sid === undefined ? `statement ${index + 1}` : clean(sid)}`)
    .join('; ');
  if (width === Infinity) return [line(`${layerWords[layer]}: ${word.word}${names === '' ? '' : `, by ${names}`}.`)];
  const head = [...fit([span(layerWords[layer])], LAYER_COLUMNS), ...fit([stateSpan(word)], VERDICT_COLUMNS)];
  return wrap([span(names, 'text.quiet')], width, { first: head, hang: LAYER_COLUMNS + VERDICT_COLUMNS });
}

function section(title: string): Line[] {
  return [blank, line(title, 'heading')];
}

function callerOf({ principal }: ApiEvent): Principal {
  return parsePrincipal(principal === 'anonymous' ? { type: 'Anonymous' } : principal);
}

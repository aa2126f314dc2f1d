import type { ApiEvent } from '../../../backend/types.ts';
import type { Layer } from '../../../iam/types.ts';
import { clockTime } from '../../components/clock-time.ts';
import type { StateWord } from '../../components/state-word.ts';
import { cleanLine } from '../../text/clean.ts';

/** The layers as the learner's texts name them. */
export const layerWords: Readonly<Record<Layer, string>> = {
  rcp: 'RCP',
  scp: 'SCP',
  vpcEndpoint: 'VPC endpoint policy',
  blockPublicAccess: 'Block Public Access',
  resource: 'resource policy',
  trust: 'trust policy',
  keyPolicy: 'key policy',
  grant: 'grant',
  identity: 'identity policy',
  boundary: 'permissions boundary',
  session: 'session policy',
  none: 'no policy asked',
};

/** The access that decided a call: the first that has its outcome. */
export function decidingAccess(event: ApiEvent): ApiEvent['access'][number] | undefined {
  return event.access.find(({ decision }) => decision.outcome === event.outcome) ?? event.access[0];
}

/** Allowed or denied, and by which layer. */
export function outcomeWord(event: ApiEvent): StateWord {
  const layer = decidingAccess(event)?.decision.layer;
  switch (event.outcome) {
    case 'allowed':
      if (event.status >= 400)
        return { symbol: '!', word: `allowed, then ${cleanLine(event.errorCode ?? String(event.status))}`, token: 'status.unable' };
      return {
        symbol: '✓',
        word: layer === undefined || layer === 'none' ? 'allowed' : `allowed by ${layerWords[layer]}`,
        token: 'status.success',
      };
    case 'explicitDeny':
      return { symbol: '✗', word: `denied by ${layer === undefined ? 'a policy' : layerWords[layer]}`, token: 'status.failure' };
    case 'implicitDeny':
      if (layer === 'blockPublicAccess') return { symbol: '✗', word: `denied by ${layerWords[layer]}`, token: 'status.failure' };
      return {
        symbol: '✗',
        word: `denied: no ${layer === undefined || layer === 'none' ? 'policy' : layerWords[layer]}`,
        token: 'status.failure',
      };
    case 'notDecided':
      return {
        symbol: '?',
        word: `not decided${event.errorCode === undefined ? '' : `: ${cleanLine(event.errorCode)}`}`,
        token: 'status.unable',
      };
  }
}

export function timeOf(event: ApiEvent): string {
  return clockTime(event.time);
}

/** `ana`, `thumbnailer/session`, `root`, `lambda.amazonaws.com`, `anonymous`. */
export function whoOf(event: ApiEvent): string {
  const [, , , , , resource = event.principal] = event.principal.split(':');
  return cleanLine(resource.replace(/^(?:user|assumed-role|role)\//, ''));
}

export function operationOf(event: ApiEvent): string {
  return cleanLine(`${event.service}:${event.operation}`);
}

/** `lab-photos/cat.jpg`, `role/thumbnailer`: an ARN without what is the same in all. */
export function resourceOf(event: ApiEvent): string {
  const resource = decidingAccess(event)?.resource ?? '';
  const parts = resource.split(':');
  return cleanLine(resource.startsWith('arn:') ? parts.slice(5).join(':') : resource);
}

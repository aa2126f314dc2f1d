import { bindingsOf, type Binding, type Scope } from '../keys/table.ts';
import { span, widthOf, type Line } from '../text/line.ts';

const GAP = 3;

/** The keys of a place in one row: as many as fit, the way to all keys always among them. `leaveOut` names actions that mean nothing now. */
export function footerLine(scope: Scope, width: number, leaveOut: readonly string[] = []): Line {
  const shown = bindingsOf(scope).filter(([action, { label }]) => label !== undefined && !leaveOut.includes(action));
  const last = shown.filter(([action]) => action === 'help').map(([, binding]) => entry(binding));
  const rest = shown.filter(([action]) => action !== 'help').map(([, binding]) => entry(binding));
  while (rest.length > 0 && widthOf(join([...rest, ...last])) > width - 1) rest.pop();
  return join([...rest, ...last]);
}

function entry({ keys, label }: Binding): Line {
  const name = keys[0] === 'any other' ? 'any other key' : (keys[0] ?? '');
  return [span(name, 'key'), span(` ${label ?? ''}`, 'text.quiet')];
}

function join(entries: readonly Line[]): Line {
  return entries.flatMap((each, index) => (index === 0 ? [span(' '), ...each] : [span(' '.repeat(GAP)), ...each]));
}

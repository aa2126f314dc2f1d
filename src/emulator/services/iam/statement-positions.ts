interface Place {
  readonly Line: number;
  readonly Column: number;
}

/** Where a statement stands in the text of a policy: after its opening and after its closing brace, counted from 1, as IAM counts. */
export interface StatementPosition {
  readonly StartPosition: Place;
  readonly EndPosition: Place;
}

/** The positions of the statements of a policy document that is known to be one, in their order. */
export function statementPositions(text: string): StatementPosition[] {
  const found: StatementPosition[] = [];
  const opened: Opened[] = [];
  let key = '';
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') {
      opened.push({ at: index + 1, token, isStatement: token === '{' && key === '"Statement"' && isStatementPlace(opened) });
    } else if (token === '}' || token === ']') {
      const start = opened.pop();
      if (start?.isStatement === true) found.push({ StartPosition: placeOf(text, start.at), EndPosition: placeOf(text, index + 1) });
    } else if (opened.length === 1) {
      key = token;
    }
  }
  return found;
}

interface Opened {
  readonly at: number;
  readonly token: '{' | '[';
  readonly isStatement: boolean;
}

// Either the one object of `Statement`, or an object of its list.
const isStatementPlace = (opened: readonly Opened[]) => opened.length === 1 || (opened.length === 2 && opened[1]?.token === '[');

function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset).split('\n');
  return { Line: before.length, Column: (before.at(-1)?.length ?? 0) + 1 };
}

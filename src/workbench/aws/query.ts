import { AwsCommandError, EXIT } from './errors.ts';
import type { Json } from './render.ts';

export type Query = (value: Json) => Json;

/** Makes a `--query` ready. Throws with exit code 252 where the expression does not parse. https://jmespath.org */
export async function compileQuery(expression: string): Promise<Query> {
  const { default: jmespath } = await import('jmespath');
  const search = (value: Json): Json => {
    try {
      return jmespath.search(value, expression) ?? null;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new AwsCommandError(EXIT.badUsage, `Bad value for --query ${expression}: ${reason}`, { cause: error });
    }
  };
  refuseUnparsable(() => search(null));
  return search;
}

/** Nothing is asked of nobody, so only what is wrong with the expression itself counts. */
function refuseUnparsable(search: () => void): void {
  try {
    search();
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Error && /^(Parser|Lexer)Error$/.test(error.cause.name)) throw error;
  }
}

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** The JSON Schema of what a command prints, as a parser that throws where a value does not fit. */
export function publicSchema(name: string): z.ZodType {
  const path = fileURLToPath(new URL(`../../docs/json/${name}.schema.json`, import.meta.url));
  return z.fromJSONSchema(JSON.parse(readFileSync(path, 'utf8')));
}

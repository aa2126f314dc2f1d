import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { program } from '../aws/program.ts';
import { badLab } from './fault.ts';
import { parseYaml } from './yaml.ts';

const FILE = 'path.yaml';
const planned = z.strictObject({ id: z.string(), title: z.string(), summary: z.string() });
const pathSchema = z.strictObject({ labs: z.array(planned) });

/** A lab as the path names it, whether it is there or not. */
export type PlannedLab = z.infer<typeof planned>;

/** The path through the labs of the program, from `labs/path.yaml`. Throws SeclabError `lab.invalid`. */
export function readPath(file = join(program.labs, FILE)): readonly PlannedLab[] {
  if (!existsSync(file)) return [];
  const parsed = parseYaml(readFileSync(file, 'utf8'), pathSchema, FILE);
  if (parsed.faults !== undefined) throw badLab(dirname(file), parsed.faults);
  return parsed.value.labs;
}

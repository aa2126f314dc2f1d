import { readFileSync } from 'node:fs';
import { program } from './program.ts';

/** The version of seclab, as its package says. */
export const version: string = JSON.parse(readFileSync(program.about, 'utf8')).version;

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { NormalizedSchema } from '@smithy/core/schema';
import { expandHome } from './config-files.ts';
import { failure, ParameterError } from './errors.ts';
import type { Io } from './io.ts';
import { readParameter } from './parameter-file.ts';
import { isComplex, members } from './shapes.ts';
import { parseShorthand, ShorthandError } from './shorthand.ts';

/**
 * Reads what an argument was given as a value of its member: plain texts, JSON, shorthand, or the content of a file.
 * `argument` is the name with dashes, for errors. Throws `ParameterError`.
 */
export async function readArgumentValue(schema: NormalizedSchema, texts: readonly string[], argument: string, io: Io): Promise<unknown> {
  if (schema.isBlobSchema() && schema.isStreaming()) return streamedFile(texts[0] ?? '', argument, io);
  if (texts.length !== 1) return schema.isListSchema() ? listOf(schema, texts, argument) : undefined;
  const content = await readParameter(texts[0] ?? '', argument, io);
  if (typeof content !== 'string') {
    if (schema.isBlobSchema()) return content;
    throw new ParameterError(argument, 'a fileb:// value is bytes, and this parameter is not: use file://.');
  }
  return fromText(schema, content, argument);
}

function fromText(schema: NormalizedSchema, text: string, argument: string): unknown {
  if (schema.isDocumentSchema()) return fromJson(text, argument);
  if (schema.isListSchema()) return /^\s*\[/.test(text) ? fromJson(text, argument) : listOf(schema, [text], argument);
  if (isComplex(schema)) return /^\s*[[{]/.test(text) ? fromJson(text, argument) : fromShorthand(schema, text, argument);
  return scalar(schema, text);
}

function listOf(schema: NormalizedSchema, texts: readonly string[], argument: string): unknown[] {
  const item = schema.getValueSchema();
  return texts.map((text) =>
    item.isListSchema() && !/^\s*\[/.test(text) ? fromShorthand(item, text, argument) : fromText(item, text, argument),
  );
}

function scalar(schema: NormalizedSchema, text: string): unknown {
  if (schema.isNumericSchema()) {
    if (!/^\s*[-+]?\d+(\.\d+)?([eE][-+]?\d+)?\s*$/.test(text)) throw failure(`invalid literal for int() with base 10: '${text}'`);
    return Number(text);
  }
  if (schema.isBigIntegerSchema()) return /^-?\d+$/.test(text) ? BigInt(text) : text;
  if (schema.isBooleanSchema()) return text.toLowerCase() !== 'false';
  return text;
}

function fromJson(text: string, argument: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ParameterError(argument, `Invalid JSON: ${error instanceof Error ? error.message : String(error)}\nJSON received: ${text}`);
  }
}

function fromShorthand(schema: NormalizedSchema, text: string, argument: string): unknown {
  try {
    const only = onlyValueMember(schema);
    if (only && !text.includes('=')) return { Value: text };
    return shaped(schema, parseShorthand(text));
  } catch (error) {
    if (error instanceof ShorthandError) throw new ParameterError(argument, error.message);
    throw error;
  }
}

/** A structure with nothing but a text `Value` may be written as the text. */
function onlyValueMember(schema: NormalizedSchema): boolean {
  const [first, ...others] = members(schema);
  return others.length === 0 && first?.[0] === 'Value' && first[1].isStringSchema();
}

/** Gives shorthand's texts the types of their schema: `a` becomes `[a]` where a list is wanted, `5` a number. */
function shaped(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isListSchema()) return (Array.isArray(value) ? value : [value]).map((item) => shaped(schema.getValueSchema(), item));
  if (schema.isMapSchema() && isRecord(value)) return mapValues(value, (item) => shaped(schema.getValueSchema(), item));
  if (schema.isStructSchema() && isRecord(value)) {
    const byName = new Map(members(schema));
    return mapValues(value, (item, name) => {
      const member = byName.get(name);
      return member ? shaped(member, item) : item;
    });
  }
  if (typeof value !== 'string') return value;
  if (schema.isBooleanSchema()) return { true: true, false: false }[value.toLowerCase()] ?? value;
  return scalar(schema, value);
}

async function streamedFile(path: string, argument: string, io: Io): Promise<Uint8Array> {
  try {
    return await readFile(resolve(io.cwd, expandHome(path, io.env)));
  } catch (cause) {
    throw Object.assign(new ParameterError(argument, 'Blob values must be a path to a file.'), { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mapValues(value: Record<string, unknown>, map: (item: unknown, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, map(item, name)]));
}

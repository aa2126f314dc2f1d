import type { NormalizedSchema } from '@smithy/core/schema';

/** Members of a structure in the order of the SDK's schema; none for an operation without input or output. */
export function members(schema: NormalizedSchema): [string, NormalizedSchema][] {
  return schema.isStructSchema() ? [...schema.structIterator()] : [];
}

/** Members that must be given: the schema lists them first and says how many they are. */
export function requiredMembers(schema: NormalizedSchema): ReadonlySet<string> {
  const raw: unknown = schema.isStructSchema() ? schema.getSchema() : undefined;
  if (!Array.isArray(raw)) return new Set();
  const [, , , , names, , count] = raw;
  return new Set(Array.isArray(names) && typeof count === 'number' ? names.slice(0, count) : []);
}

/** Is it written on the command line as shorthand or JSON rather than as one plain value (or several)? */
export function isComplex(schema: NormalizedSchema): boolean {
  if (schema.isListSchema()) return isCompound(schema.getValueSchema());
  return isCompound(schema);
}

function isCompound(schema: NormalizedSchema): boolean {
  return schema.isStructSchema() || schema.isListSchema() || schema.isMapSchema();
}

/** The AWS CLI's word for a type, as its help shows it. */
export function typeName(schema: NormalizedSchema): string {
  if (schema.isListSchema()) return 'list';
  if (schema.isMapSchema()) return 'map';
  if (schema.isStructSchema()) return 'structure';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return 'number';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isDocumentSchema()) return 'document';
  return 'string';
}

import type { NormalizedSchema } from '@smithy/core/schema';

export type TimestampFormat = 'date-time' | 'http-date' | 'epoch-seconds';

/** A type of the SDK's model, taken out of its runtime schema once: decoding and encoding switch on `kind`. */
export type Shape =
  | StructureShape
  | { readonly kind: 'list'; readonly member: Member }
  | { readonly kind: 'map'; readonly key: Member; readonly value: Member }
  | { readonly kind: 'timestamp'; readonly format: TimestampFormat | undefined }
  | { readonly kind: 'blob'; readonly streaming: boolean }
  | { readonly kind: 'string' | 'number' | 'boolean' | 'bigInteger' | 'bigDecimal' | 'document' };

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly union: boolean;
  readonly xmlName: string | undefined;
  /** Found at the first use, since shapes may contain themselves. */
  readonly members: readonly Member[];
}

/** A member of a structure, list or map, with what its traits say about the wire. */
export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly shape: Shape;
  readonly sensitive: boolean;
  readonly streaming: boolean;
  readonly xmlName: string | undefined;
  readonly xmlFlattened: boolean;
  readonly xmlAttribute: boolean;
  /** Prefix and URI. */
  readonly xmlNamespace: readonly [string, string] | undefined;
  readonly jsonName: string | undefined;
  readonly binding: Binding;
}

/** Where a member of an input or output travels in a REST protocol. */
export type Binding =
  | { readonly in: 'body' }
  | { readonly in: 'label' }
  | { readonly in: 'payload' }
  | { readonly in: 'status' }
  | { readonly in: 'queryParams' }
  | { readonly in: 'query'; readonly name: string }
  | { readonly in: 'header'; readonly name: string }
  | { readonly in: 'prefixHeaders'; readonly prefix: string };

/** Position of the number of required members in a structure schema; they come first in the list of members. */
const REQUIRED_COUNT = 6;

const TIMESTAMP_FORMATS: Readonly<Record<number, TimestampFormat>> = { 5: 'date-time', 6: 'http-date', 7: 'epoch-seconds' };
const structures = new WeakMap<object, StructureShape>();

/** The shape of a schema; structures are made once. An operation without input or output has an empty structure. */
export function shapeOf(schema: NormalizedSchema): Shape {
  if (schema.isUnitSchema()) return { kind: 'structure', name: 'Unit', union: false, xmlName: undefined, members: [] };
  if (schema.isStructSchema()) return structureOf(schema);
  if (schema.isListSchema()) return { kind: 'list', member: memberOf('member', schema.getValueSchema(), false) };
  if (schema.isMapSchema()) {
    return { kind: 'map', key: memberOf('key', schema.getKeySchema(), false), value: memberOf('value', schema.getValueSchema(), false) };
  }
  if (schema.isTimestampSchema()) return { kind: 'timestamp', format: TIMESTAMP_FORMATS[Number(schema.getSchema())] };
  if (schema.isBlobSchema()) return { kind: 'blob', streaming: schema.isStreaming() };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isBigIntegerSchema()) return { kind: 'bigInteger' };
  if (schema.isBigDecimalSchema()) return { kind: 'bigDecimal' };
  if (schema.isDocumentSchema()) return { kind: 'document' };
  return { kind: 'string' };
}

/** The structure of an operation's input or output. Throws TypeError for a schema that is none. */
export function structureShapeOf(schema: NormalizedSchema): StructureShape {
  const shape = shapeOf(schema);
  if (shape.kind !== 'structure') throw new TypeError(`Expected a structure, got ${shape.kind} (${schema.getName(true) ?? 'unnamed'})`);
  return shape;
}

function structureOf(schema: NormalizedSchema): StructureShape {
  const raw: unknown = schema.getSchema();
  if (!Array.isArray(raw)) throw new TypeError(`Expected a static schema for ${schema.getName(true) ?? 'a structure'}`);
  const known = structures.get(raw);
  if (known !== undefined) return known;
  const required = typeof raw[REQUIRED_COUNT] === 'number' ? raw[REQUIRED_COUNT] : 0;
  let members: readonly Member[] | undefined;
  const made: StructureShape = {
    kind: 'structure',
    name: schema.getName() ?? '',
    union: schema.isUnionSchema(),
    xmlName: text(schema.getOwnTraits().xmlName),
    get members() {
      members ??= [...schema.structIterator()].map(([name, member], index) => memberOf(name, member, index < required));
      return members;
    },
  };
  structures.set(raw, made);
  return made;
}

function memberOf(name: string, schema: NormalizedSchema, required: boolean): Member {
  const traits: Readonly<Record<string, unknown>> = schema.getMergedTraits();
  const own: Readonly<Record<string, unknown>> = schema.getMemberTraits();
  let shape: Shape | undefined;
  return {
    name,
    required,
    get shape() {
      shape ??= shapeOf(schema);
      return shape;
    },
    sensitive: Boolean(traits['sensitive']),
    streaming: schema.isStreaming(),
    xmlName: text(own['xmlName']),
    xmlFlattened: Boolean(traits['xmlFlattened']),
    xmlAttribute: Boolean(traits['xmlAttribute']),
    xmlNamespace: namespaceOf(traits['xmlNamespace']),
    jsonName: text(traits['jsonName']),
    binding: bindingOf(traits),
  };
}

function bindingOf(traits: Readonly<Record<string, unknown>>): Binding {
  const header = text(traits['httpHeader']);
  if (header !== undefined) return { in: 'header', name: header.toLowerCase() };
  const query = text(traits['httpQuery']);
  if (query !== undefined) return { in: 'query', name: query };
  const prefix = text(traits['httpPrefixHeaders']);
  if (prefix !== undefined) return { in: 'prefixHeaders', prefix: prefix.toLowerCase() };
  if (traits['httpLabel']) return { in: 'label' };
  if (traits['httpPayload']) return { in: 'payload' };
  if (traits['httpResponseCode']) return { in: 'status' };
  if (traits['httpQueryParams']) return { in: 'queryParams' };
  return { in: 'body' };
}

function namespaceOf(trait: unknown): readonly [string, string] | undefined {
  return Array.isArray(trait) && typeof trait[0] === 'string' && typeof trait[1] === 'string' ? [trait[0], trait[1]] : undefined;
}

function text(trait: unknown): string | undefined {
  return typeof trait === 'string' ? trait : undefined;
}

import type { NormalizedSchema } from '@smithy/core/schema';
import type { Json } from './render.ts';
import { members } from './shapes.ts';

/**
 * A document with every member of a structure, to fill in: what `--generate-cli-skeleton` prints. In an output's skeleton
 * (`named`) each text is its member's name.
 */
export function skeletonOf(schema: NormalizedSchema, named: boolean): Json {
  return skeleton(schema, { named, name: '', inside: [] });
}

interface Place {
  readonly named: boolean;
  readonly name: string;
  /** Structures around, since some hold themselves. */
  readonly inside: readonly string[];
}

function skeleton(schema: NormalizedSchema, place: Place): Json {
  if (schema.isListSchema()) return [skeleton(schema.getValueSchema(), place)];
  if (schema.isMapSchema()) return { KeyName: skeleton(schema.getValueSchema(), place) };
  if (schema.isDocumentSchema()) return {};
  if (schema.isStructSchema() || schema.isUnitSchema()) return structure(schema, place);
  if (schema.isBooleanSchema()) return true;
  if (schema.isNumericSchema() || schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return 0;
  if (schema.isTimestampSchema()) return '1970-01-01T00:00:00';
  if (schema.isBlobSchema()) return null;
  return place.named ? place.name : '';
}

function structure(schema: NormalizedSchema, place: Place): Json {
  const own = schema.getName(true) ?? '';
  if (place.inside.includes(own)) return {};
  const inside = [...place.inside, own];
  return Object.fromEntries(members(schema).map(([name, member]) => [name, skeleton(member, { ...place, name, inside })]));
}

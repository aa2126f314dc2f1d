import { bytesOf, scalarText, setOwn } from './scalars.ts';
import type { Member, StructureShape } from './shape.ts';
import { epochSeconds } from './timestamps.ts';

/** The JSON value of a structure by its model; members that the model does not know are left out. Throws TypeError. */
export function jsonOf(shape: StructureShape, value: unknown, pick: (member: Member) => boolean = () => true): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new TypeError(`Expected an object for ${shape.name}, got ${String(value)}`);
  const json: Record<string, unknown> = {};
  for (const member of shape.members) {
    const item: unknown = Reflect.get(value, member.name);
    if (item !== undefined && item !== null && pick(member)) json[member.jsonName ?? member.name] = jsonValue(member, item);
  }
  return json;
}

/** The JSON value of one member. Throws TypeError where it does not fit its shape. */
export function jsonValue(member: Member, value: unknown): unknown {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return jsonOf(shape, value);
    case 'list':
      if (!Array.isArray(value)) throw new TypeError(`Expected a list for ${member.name}, got ${typeof value}`);
      return value.map((item) => (item === null || item === undefined ? null : jsonValue(shape.member, item)));
    case 'map': {
      const json = {};
      for (const [key, item] of Object.entries(Object(value))) setOwn(json, key, item === null ? null : jsonValue(shape.value, item));
      return json;
    }
    case 'timestamp':
      if (shape.format === undefined || shape.format === 'epoch-seconds') {
        if (!(value instanceof Date)) throw new TypeError(`Expected a Date for ${member.name}, got ${typeof value}`);
        return epochSeconds(value);
      }
      return scalarText(shape, value, { fallback: 'epoch-seconds', milliseconds: false });
    case 'blob':
      return bytesOf(value).toString('base64');
    case 'bigInteger':
    case 'bigDecimal':
      return Number(value);
    case 'document':
      return value;
    default:
      scalarText(shape, value, { fallback: 'epoch-seconds', milliseconds: false });
      return value;
  }
}

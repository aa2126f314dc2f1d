import { AwsError } from './aws-error.ts';
import type { Member, StructureShape } from './shape.ts';

/**
 * Refuses an input without a member that the model requires, in AWS's words:
 * `1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be null`.
 * `code` is `ValidationError` for query services and `ValidationException` for JSON services.
 */
export function requireMembers(shape: StructureShape, input: object, code: string): void {
  const missing = missingMembers(shape, input, '');
  if (missing.length === 0) return;
  const detected = missing.length === 1 ? '1 validation error detected' : `${missing.length} validation errors detected`;
  const faults = missing.map((path) => `Value null at '${path}' failed to satisfy constraint: Member must not be null`);
  throw new AwsError(code, `${detected}: ${faults.join('; ')}`, 400);
}

/** Paths of required members that are not there: `roleName`, `tags.1.member.key`. */
export function missingMembers(shape: StructureShape, value: object, prefix: string): string[] {
  return shape.members.flatMap((member) => {
    const path = prefix + member.name.charAt(0).toLowerCase() + member.name.slice(1);
    const child: unknown = Reflect.get(value, member.name);
    if (child === undefined || child === null) return member.required ? [path] : [];
    return missingInside(member, child, path);
  });
}

function missingInside(member: Member, value: unknown, path: string): string[] {
  const { shape } = member;
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof Uint8Array) return [];
  if (shape.kind === 'structure') return missingMembers(shape, value, `${path}.`);
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.flatMap((item, index) => missingInside(shape.member, item, `${path}.${index + 1}.member`));
  }
  if (shape.kind === 'map') {
    return Object.entries(value).flatMap(([key, item]) => missingInside(shape.value, item, `${path}.${key}.member`));
  }
  return [];
}

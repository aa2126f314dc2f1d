import type { Member, StructureShape } from '../wire/index.ts';

const HIDDEN = '***';
/** Members that carry secrets without their model saying so. */
const SECRETS =
  /^(.*Password|SecretAccessKey|SessionToken|SecretString|SecretBinary|PrivateKey|SerialNumberSecret|ClientSecret|TokenCode|AuthenticationCode\d|WebIdentityToken|SAMLAssertion)$/i;

/** The parameters of a call as they are recorded: JSON values, secrets and bodies replaced by `***`. */
export function redactParameters(shape: StructureShape, input: object): Record<string, unknown> {
  const parameters: Record<string, unknown> = {};
  for (const member of shape.members) {
    const value: unknown = Reflect.get(input, member.name);
    if (value !== undefined) parameters[member.name] = redactMember(member, value);
  }
  return parameters;
}

function redactMember(member: Member, value: unknown): unknown {
  if (value === null) return null;
  if (member.sensitive || member.streaming || SECRETS.test(member.name)) return HIDDEN;
  const { shape } = member;
  switch (shape.kind) {
    case 'blob':
      return HIDDEN;
    case 'structure':
      return redactParameters(shape, Object(value));
    case 'list':
      return Array.isArray(value) ? value.map((item) => redactMember(shape.member, item)) : HIDDEN;
    case 'map':
      return Object.fromEntries(Object.entries(Object(value)).map(([key, item]) => [key, redactMember(shape.value, item)]));
    case 'timestamp':
      return value instanceof Date ? value.toISOString() : String(value);
    case 'bigInteger':
      return Number(value);
    default:
      return value;
  }
}

import type { Member, StructureShape } from './shape.ts';
import { scalarText, type ScalarRules } from './scalars.ts';

/** The members of a structure as XML elements, in the order of the model. `pick` leaves members out (those bound to headers). */
export function writeMembers(
  shape: StructureShape,
  value: unknown,
  rules: ScalarRules,
  pick: (member: Member) => boolean = () => true,
): string {
  if (typeof value !== 'object' || value === null) {
    throw new TypeError(`Expected an object for ${shape.name}, got ${String(value)}`);
  }
  let xml = '';
  for (const member of shape.members) {
    if (member.xmlAttribute || !pick(member)) continue;
    const child: unknown = Reflect.get(value, member.name);
    if (child !== undefined && child !== null) xml += writeMember(member, child, rules);
  }
  return xml;
}

/** Text or attribute value with XML's special characters and control characters escaped. */
export function escapeXml(text: string): string {
  return text.replaceAll(SPECIAL, (character) => ENTITIES[character] ?? `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);
}

// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const SPECIAL = /[&<>"'\u0000-\u0008\u000b-\u001f\u007f\u0085\u2028]/g;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

function writeMember(member: Member, value: unknown, rules: ScalarRules): string {
  const name = member.xmlName ?? member.name;
  const { shape } = member;
  if (shape.kind === 'list') {
    const items = listItems(value, member.name);
    if (member.xmlFlattened) return items.map((item) => writeElement(name, shape.member, item, rules)).join('');
    const itemName = shape.member.xmlName ?? 'member';
    return `<${name}>${items.map((item) => writeElement(itemName, shape.member, item, rules)).join('')}</${name}>`;
  }
  if (shape.kind === 'map') {
    const entries = Object.entries(Object(value)).map(([key, item]) => {
      const keyXml = writeElement(shape.key.xmlName ?? 'key', shape.key, key, rules);
      return keyXml + writeElement(shape.value.xmlName ?? 'value', shape.value, item, rules);
    });
    if (member.xmlFlattened) return entries.map((entry) => `<${name}>${entry}</${name}>`).join('');
    return `<${name}>${entries.map((entry) => `<entry>${entry}</entry>`).join('')}</${name}>`;
  }
  return writeElement(name, member, value, rules);
}

function writeElement(name: string, member: Member, value: unknown, rules: ScalarRules): string {
  const { shape } = member;
  if (shape.kind === 'structure')
    return `<${name}${attributesOf(member, shape, value, rules)}>${writeMembers(shape, value, rules)}</${name}>`;
  if (shape.kind === 'list' || shape.kind === 'map') return writeMember({ ...member, shape, name, xmlName: name }, value, rules);
  return `<${name}>${escapeXml(scalarText(shape, value, rules))}</${name}>`;
}

function attributesOf(member: Member, shape: StructureShape, value: unknown, rules: ScalarRules): string {
  let text = member.xmlNamespace === undefined ? '' : ` xmlns:${member.xmlNamespace[0]}="${escapeXml(member.xmlNamespace[1])}"`;
  for (const attribute of shape.members) {
    if (!attribute.xmlAttribute) continue;
    const content: unknown = Reflect.get(Object(value), attribute.name);
    if (content === undefined || content === null) continue;
    text += ` ${attribute.xmlName ?? attribute.name}="${escapeXml(scalarText(attribute.shape, content, rules))}"`;
  }
  return text;
}

function listItems(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError(`Expected a list for ${name}, got ${typeof value}`);
  return value;
}

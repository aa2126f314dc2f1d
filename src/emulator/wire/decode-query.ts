import { AwsError } from './aws-error.ts';
import { readScalar, ScalarError, setOwn } from './scalars.ts';
import type { Member, Shape, StructureShape } from './shape.ts';

/** Form parameters as a tree: `Tags.member.1.Key=team` is `Tags` > `member` > `1` > `Key`. */
interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

const MAX_DEPTH = 40;

/**
 * Reads the input of an awsQuery operation from its form parameters. Parameters that the model does not know are ignored, as
 * AWS does. Throws AwsError `MalformedInput`.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function decodeQueryInput(shape: StructureShape, pairs: readonly (readonly [string, string])[]): object {
  const root: Node = { children: new Map() };
  for (const [name, text] of pairs) {
    if (name !== 'Action' && name !== 'Version') place(root, name, text);
  }
  return readStructure(shape, root);
}

function place(root: Node, name: string, text: string): void {
  const path = name.split('.');
  if (path.length > MAX_DEPTH) throw new AwsError('MalformedInput', `Parameter names may have at most ${MAX_DEPTH} parts`, 400);
  let node = root;
  for (const part of path) {
    let next = node.children.get(part);
    if (next === undefined) node.children.set(part, (next = { children: new Map() }));
    node = next;
  }
  node.text = text;
}

function readStructure(shape: StructureShape, node: Node): object {
  const value = {};
  for (const member of shape.members) {
    const child = node.children.get(member.xmlName ?? member.name);
    if (child !== undefined) setOwn(value, member.name, readMember(member, child));
  }
  return value;
}

function readMember(member: Member, node: Node): unknown {
  const { shape } = member;
  if (shape.kind === 'list') {
    const items = member.xmlFlattened ? node : node.children.get(shape.member.xmlName ?? 'member');
    return numbered(items).map((item) => readMember(shape.member, item));
  }
  if (shape.kind === 'map') {
    const value = {};
    for (const entry of numbered(member.xmlFlattened ? node : node.children.get('entry'))) {
      const item = entry.children.get(shape.value.xmlName ?? 'value') ?? { text: '', children: new Map() };
      setOwn(value, entry.children.get(shape.key.xmlName ?? 'key')?.text ?? '', readMember(shape.value, item));
    }
    return value;
  }
  if (shape.kind === 'structure') return readStructure(shape, node);
  return readText(member.name, shape, node.text ?? '');
}

function readText(name: string, shape: Shape, text: string): unknown {
  try {
    return readScalar(shape, text);
  } catch (error) {
    if (error instanceof ScalarError) throw new AwsError('MalformedInput', `${name}: ${error.message}`, 400);
    throw error;
  }
}

/** Children by their number; AWS takes them with gaps. */
function numbered(node: Node | undefined): Node[] {
  if (node === undefined) return [];
  return [...node.children]
    .filter(([key]) => /^\d+$/.test(key))
    .toSorted(([a], [b]) => Number(a) - Number(b))
    .map(([, child]) => child);
}

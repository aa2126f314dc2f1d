import { AwsError } from './aws-error.ts';
import { readScalar, ScalarError, setOwn } from './scalars.ts';
import type { Member, StructureShape } from './shape.ts';
import { readXml, XmlError, type XmlElement } from './xml-reader.ts';

/** Reads an XML body as a structure, whatever its root is called. Throws AwsError `MalformedXML`. */
export function decodeXmlBody(shape: StructureShape, body: Uint8Array, expectedRoot: string): object {
  try {
    const root = readXml(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (root.name !== expectedRoot) throw malformedXml();
    return readStructure(shape, root);
  } catch (error) {
    if (error instanceof XmlError || error instanceof ScalarError || (error instanceof TypeError && 'code' in error)) throw malformedXml();
    throw error;
  }
}

function readStructure(shape: StructureShape, element: XmlElement): object {
  const value = {};
  for (const member of shape.members) {
    const name = member.xmlName ?? member.name;
    if (member.xmlAttribute) {
      const text = element.attributes.get(name);
      if (text !== undefined) setOwn(value, member.name, readScalar(member.shape, text));
      continue;
    }
    const found = element.children.filter((child) => child.name === name);
    if (found[0] !== undefined) setOwn(value, member.name, readMember(member, found[0], found));
  }
  return value;
}

/** `all` are the elements of the same name: the items of a flattened list or map. */
function readMember(member: Member, element: XmlElement, all: readonly XmlElement[]): unknown {
  const { shape } = member;
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, element);
    case 'list': {
      const itemName = shape.member.xmlName ?? 'member';
      const items = member.xmlFlattened ? all : element.children.filter((child) => child.name === itemName);
      return items.map((item) => readMember(shape.member, item, [item]));
    }
    case 'map': {
      const value = {};
      for (const entry of member.xmlFlattened ? all : element.children.filter((child) => child.name === 'entry')) {
        const key = entry.children.find((child) => child.name === (shape.key.xmlName ?? 'key'));
        const item = entry.children.find((child) => child.name === (shape.value.xmlName ?? 'value'));
        if (key === undefined || item === undefined) throw malformedXml();
        setOwn(value, key.text, readMember(shape.value, item, [item]));
      }
      return value;
    }
    default:
      if (element.children.length > 0) throw malformedXml();
      return readScalar(shape, element.text);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
function malformedXml(): AwsError {
  return new AwsError('MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema', 400);
}

import { SaxesParser } from 'saxes';

/** An element; names come without their namespace prefix. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The text directly in it. */
  readonly text: string;
}

/** A body that is no XML, or uses what no AWS service takes: a document type, or nesting without end. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const MAX_DEPTH = 100;

/** Reads a document. Entities other than XML's own five are not expanded. Throws XmlError. */
export function readXml(text: string): XmlElement {
  interface Open extends XmlElement {
    readonly children: XmlElement[];
    text: string;
  }
  const parser = new SaxesParser();
  const open: Open[] = [];
  let root: XmlElement | undefined;
  parser.on('error', (error) => {
    throw new XmlError(error.message);
  });
  parser.on('doctype', () => {
    throw new XmlError('Expected no document type declaration');
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (open.length >= MAX_DEPTH) throw new XmlError(`Expected at most ${MAX_DEPTH} nested elements`);
    const element: Open = { name: localName(name), attributes: new Map(Object.entries(attributes)), children: [], text: '' };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', (part) => addText(part));
  parser.on('cdata', (part) => addText(part));
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  if (root === undefined) throw new XmlError('Expected an element, got an empty document');
  return root;

  function addText(part: string): void {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

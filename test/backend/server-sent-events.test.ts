import { expect, test } from 'vitest';
import { serverSentEvents } from '../../src/backend/server-sent-events.ts';

test.each([
  ['events in one piece', ['data: {"a":1}\n\ndata: {"b":2}\n\n'], ['{"a":1}', '{"b":2}']],
  ['a letter that is cut in two', ['data: "é"\n\n'], ['"é"']],
  ['comments that keep the line open', [': still here\n\ndata: 1\n\n'], ['1']],
  ['names, ids and Windows line ends', ['event: call\r\nid: 7\r\ndata: 1\r\n\r\n'], ['1']],
  ['data of several lines', ['data: 1\ndata: 2\n\n'], ['1\n2']],
  ['an end in the middle of an event', ['data: 1\n\ndata: 2'], ['1']],
])('reads %s', async (_, pieces, expected) => {
  const bytes = new TextEncoder().encode(pieces.join(''));
  async function* byteByByte() {
    for (const byte of bytes) yield Uint8Array.of(byte);
  }
  const read: string[] = [];
  for await (const data of serverSentEvents(byteByByte())) read.push(data);
  expect(read).toEqual(expected);
});

const EVENT_END = /\r?\n\r?\n/;

/** The `data` of each event of a `text/event-stream` body, as it comes; comments that keep the line open are left out. */
export async function* serverSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let pending = '';
  for await (const bytes of body) {
    pending += decoder.decode(bytes, { stream: true });
    for (let end = EVENT_END.exec(pending); end !== null; end = EVENT_END.exec(pending)) {
      const data = dataOf(pending.slice(0, end.index));
      pending = pending.slice(end.index + end[0].length);
      if (data !== undefined) yield data;
    }
  }
}

function dataOf(event: string): string | undefined {
  const lines = event.split(/\r?\n/).filter((line) => line.startsWith('data:'));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice('data:'.length).replace(/^ /, '')).join('\n');
}

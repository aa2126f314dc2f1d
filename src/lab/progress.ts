import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ensureFolder, unwritable } from '../aws/home.ts';
import { writeWhole } from '../aws/write-file.ts';
import { type ProgressEvent, progressEventSchema } from './progress-event.ts';

type New<Event> = Event extends ProgressEvent ? Omit<Event, 'at'> : never;

/**
 * What happened in a run, one JSON event a line, only ever appended to. Several processes may hold the same file. A process that
 * is killed while it writes loses at most its last line.
 */
export class Progress {
  readonly #path: string;
  readonly #now: () => Date;

  constructor(path: string, now: () => Date = () => new Date()) {
    this.#path = path;
    this.#now = now;
  }

  /** All events, oldest first. A cut line is dropped; a file with anything else in it is set aside, and what can be read of it is kept. */
  read(): readonly ProgressEvent[] {
    if (!existsSync(this.#path)) return [];
    const lines = readFileSync(this.#path, 'utf8')
      .split('\n')
      .filter((line) => line !== '');
    const events: ProgressEvent[] = [];
    let isDamaged = false;
    for (const line of lines) {
      const event = parseLine(line);
      if (event !== undefined) events.push(event);
      else if (!isCut(line)) isDamaged = true;
    }
    return isDamaged ? this.#setAside(events) : events;
  }

  /** Writes one event; it is on disk when this returns. Throws SeclabError `home.unwritable`. */
  append(event: New<ProgressEvent>): void {
    // The line break in front ends a line that a killed process left behind.
    const line = `\n${JSON.stringify({ ...event, at: this.#now().toISOString() })}\n`;
    ensureFolder(dirname(this.#path));
    try {
      const file = openSync(this.#path, 'a', 0o600);
      try {
        writeSync(file, line);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    } catch (cause) {
      throw unwritable(this.#path, cause);
    }
  }

  #setAside(events: readonly ProgressEvent[]): readonly ProgressEvent[] {
    const at = this.#now().toISOString();
    const kept = join(dirname(this.#path), `${basename(this.#path, '.jsonl')}.damaged-${at.replaceAll(/[:.]/g, '-')}.jsonl`);
    copyFileSync(this.#path, kept);
    const repaired: readonly ProgressEvent[] = [...events, { event: 'repaired', at, kept }];
    writeWhole(this.#path, repaired.map((event) => `${JSON.stringify(event)}\n`).join(''));
    return repaired;
  }
}

function parseLine(line: string): ProgressEvent | undefined {
  try {
    return progressEventSchema.safeParse(JSON.parse(line)).data;
  } catch {
    // Not JSON: the caller tells a cut line from damage.
    return undefined;
  }
}

/** The beginning of an event, without its end: its writer was killed. */
function isCut(line: string): boolean {
  const head = '{"event":"';
  return (line.startsWith(head) || head.startsWith(line)) && !isJson(line) && !/[\p{Cc}\uFFFD]/u.test(line);
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { type OnWarning, readIfThere, setAside, writeFileAtomically } from './files.ts';
import { type JournalLine, journalLine, type Snapshot, snapshotFile } from './journal.ts';
import { LineFile, readLines } from './line-file.ts';

const SNAPSHOTS = ['snapshot.json', 'snapshot.old.json'] as const;
/** Oldest first. */
const JOURNALS = ['journal.old.jsonl', 'journal.jsonl'] as const;
const NOTHING: Snapshot = { format: 1, seq: 0, collections: [] };

/**
 * The state of an account on disk: `snapshot.json` and the lines of `journal.jsonl` after it. When the journal grows longer than
 * the snapshot, a new one is written and both former files stay as `snapshot.old.json` and `journal.old.jsonl`. So undo always
 * reaches back at least one whole journal, and a damaged snapshot is made again from the generation before it.
 */
export class History {
  readonly #folder: string;
  readonly #onWarning: OnWarning;
  /** The journal may always grow to this many bytes before a snapshot is due. */
  readonly #snapshotAfterBytes: number;
  readonly #journal: LineFile;
  #seq = 0;
  #snapshotSeq = 0;
  #snapshotBytes = 0;

  constructor(folder: string, snapshotAfterBytes: number, onWarning: OnWarning) {
    this.#folder = folder;
    this.#snapshotAfterBytes = snapshotAfterBytes;
    this.#onWarning = onWarning;
    this.#journal = new LineFile(join(folder, 'journal.jsonl'));
  }

  /** The last transaction of the account. */
  get seq(): number {
    return this.#seq;
  }

  get snapshotDue(): boolean {
    return this.#journal.length > Math.max(this.#snapshotAfterBytes, this.#snapshotBytes);
  }

  /** Reads everything, mending what a sudden end or a damaged disk left. */
  load(): { readonly snapshot: Snapshot; readonly lines: readonly JournalLine[] } {
    const [newest, older] = SNAPSHOTS;
    const snapshot = this.#readSnapshot(newest) ?? this.#readSnapshot(older) ?? NOTHING;
    const lines = JOURNALS.flatMap((name) => readLines(join(this.#folder, name), journalLine, this.#onWarning)).filter(
      ({ seq }) => seq > snapshot.seq,
    );
    this.#snapshotSeq = snapshot.seq;
    this.#seq = lines.at(-1)?.seq ?? snapshot.seq;
    return { snapshot, lines };
  }

  /** Writes a transaction's line; returns how to take it back. Throws StoreWriteError. */
  append(line: JournalLine): () => void {
    const [length, seq] = [this.#journal.length, this.#seq];
    this.#journal.append(line);
    this.#seq = line.seq;
    return () => {
      this.#journal.cutBack(length);
      this.#seq = seq;
    };
  }

  /** Writes the state and begins the journal anew. A failure costs only time at the next start, so it is told, not thrown. */
  writeSnapshot(collections: Snapshot['collections']): void {
    if (this.#seq === this.#snapshotSeq) return;
    const path = join(this.#folder, 'snapshot.json');
    const text = JSON.stringify({ format: 1, seq: this.#seq, collections } satisfies Snapshot);
    try {
      writeFileAtomically(`${path}.new`, text);
      // A kill between any two of these steps leaves files from which `load` finds the same state.
      renameIfThere(path, join(this.#folder, 'snapshot.old.json'));
      renameSync(`${path}.new`, path);
      this.#journal.close();
      renameIfThere(this.#journal.path, join(this.#folder, 'journal.old.jsonl'));
      this.#snapshotSeq = this.#seq;
      this.#snapshotBytes = text.length;
    } catch (error) {
      this.#onWarning(`Could not write ${path}: ${String(error)}. The journal still holds everything.`);
    }
  }

  /** Every SHA-256 that stands anywhere in the state or in what undo may go back to. */
  hashes(): Set<string> {
    const files = [...SNAPSHOTS, ...JOURNALS].map((name) => readIfThere(join(this.#folder, name))?.toString('latin1') ?? '');
    return new Set(files.flatMap((file) => file.match(/\b[0-9a-f]{64}\b/g) ?? []));
  }

  close(): void {
    this.#journal.close();
  }

  #readSnapshot(name: string): Snapshot | undefined {
    const path = join(this.#folder, name);
    const text = readIfThere(path)?.toString('utf8');
    if (text === undefined) return undefined;
    try {
      this.#snapshotBytes = text.length;
      return snapshotFile.parse(JSON.parse(text));
    } catch (error) {
      setAside(path, String(error), this.#onWarning);
      rmSync(path);
      return undefined;
    }
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

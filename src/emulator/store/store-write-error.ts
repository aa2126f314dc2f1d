/** The disk refused a write (full, read-only, no permission). What was being written is undone; the gateway answers 503. */
export class StoreWriteError extends Error {
  override readonly name = 'StoreWriteError';
  readonly path: string;

  constructor(path: string, cause: unknown) {
    super(`Could not write ${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.path = path;
  }
}

/** Where a pane stands in its content: the first row shown. */
export type ScrollMove = 'up' | 'down' | 'pageUp' | 'pageDown' | 'top' | 'bottom';

/** The offset after a move, within what there is to see. */
export function scrolled(offset: number, move: ScrollMove, total: number, height: number): number {
  const page = Math.max(1, height - 2);
  const wanted = {
    up: offset - 1,
    down: offset + 1,
    pageUp: offset - page,
    pageDown: offset + page,
    top: 0,
    bottom: total,
  }[move];
  return clampOffset(wanted, total, height);
}

/** The selected row after a move, in a list of `total` rows. */
export function moved(row: number, move: ScrollMove, total: number, page: number): number {
  const wanted = { up: row - 1, down: row + 1, pageUp: row - page, pageDown: row + page, top: 0, bottom: total - 1 }[move];
  return Math.max(0, Math.min(wanted, total - 1));
}

export function clampOffset(offset: number, total: number, height: number): number {
  return Math.max(0, Math.min(offset, total - height));
}

/** The offset at which a row is in view, moved as little as possible. */
export function offsetShowing(row: number, offset: number, total: number, height: number): number {
  if (row < offset) return clampOffset(row, total, height);
  if (row >= offset + height) return clampOffset(row - height + 1, total, height);
  return clampOffset(offset, total, height);
}

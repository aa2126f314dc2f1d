/** The one of `names` that is spelt most like `name`; undefined where none is near. */
export function closest(name: string, names: Iterable<string>): string | undefined {
  let best: { candidate: string; away: number } | undefined;
  for (const candidate of names) {
    const away = editDistance(name.toLowerCase(), candidate.toLowerCase());
    const isNear = away <= Math.max(2, Math.floor(name.length / 3)) || isPart(name, candidate) || isPart(candidate, name);
    if (isNear && (best === undefined || away < best.away)) best = { candidate, away };
  }
  return best?.candidate;
}

function isPart(part: string, whole: string): boolean {
  return part.length > 3 && whole.toLowerCase().includes(part.toLowerCase());
}

/** How many characters must be added, taken out, changed, or swapped with their neighbour, to make one text of the other. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const edit = Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next.push(isSwap ? Math.min(edit, (before[j - 2] ?? 0) + 1) : edit);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}

/**
 * The names that are spelt most like `word`, best first, at most three. Likeness is twice the letters that match in order,
 * by the share of both lengths, as in Python's `difflib`, which the AWS CLI asks with the same cutoff.
 */
export function closestNames(word: string, names: readonly string[], cutoff = 0.8): string[] {
  return names
    .map((name) => ({ name, likeness: (2 * matching(word, name)) / (word.length + name.length || 1) }))
    .filter(({ likeness }) => likeness >= cutoff)
    .toSorted((a, b) => b.likeness - a.likeness)
    .slice(0, 3)
    .map(({ name }) => name);
}

function matching(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  const { size, inA, inB } = longestCommonBlock(a, b);
  if (size === 0) return 0;
  return size + matching(a.slice(0, inA), b.slice(0, inB)) + matching(a.slice(inA + size), b.slice(inB + size));
}

function longestCommonBlock(a: string, b: string) {
  let best = { size: 0, inA: 0, inB: 0 };
  for (let inA = 0; inA < a.length; inA++) {
    for (let inB = 0; inB < b.length; inB++) {
      let size = 0;
      while (inA + size < a.length && inB + size < b.length && a[inA + size] === b[inB + size]) size++;
      if (size > best.size) best = { size, inA, inB };
    }
  }
  return best;
}

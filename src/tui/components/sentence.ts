/** A title as a sentence: with a full stop, unless it ends one by itself. */
export function sentence(title: string): string {
  return /[.!?…]$/.test(title) ? title : `${title}.`;
}

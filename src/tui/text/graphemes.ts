const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The characters as a person counts them: an emoji with its joiners is one. */
export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), (segment) => segment.segment);
}

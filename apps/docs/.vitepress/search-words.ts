/** Splits text into search words; Chinese has no spaces, so its words come from the platform's segmenter. */
export function splitIntoWords(text: string): string[] {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(text)].filter((part) => part.isWordLike).map((part) => part.segment);
}

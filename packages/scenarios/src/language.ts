/** The languages every sentence to the reader exists in. */
export type Language = 'en' | 'zh';

/** One text in every language; leaving one out does not compile. */
export type Localized = Readonly<Record<Language, string>>;

/** What was expected of a text from a file, where it is none. */
export function textProblem(text: unknown): string | undefined {
  const { en, zh } = Object(text) as Readonly<Record<string, unknown>>;
  const isText = typeof en === 'string' && en !== '' && typeof zh === 'string' && zh !== '';
  return isText ? undefined : 'a text in English and in Chinese';
}

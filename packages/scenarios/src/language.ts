/** The languages every sentence to the reader exists in. */
export type Language = 'en' | 'zh';

/** One text in every language; leaving one out does not compile. */
export type Localized = Readonly<Record<Language, string>>;

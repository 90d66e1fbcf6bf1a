import { Option } from 'commander';

/** `--lang zh|en`, English unless told otherwise. */
export const languageOption = (): Option =>
  new Option('--lang <language>', 'language of the sentences').choices(['en', 'zh']).default('en');

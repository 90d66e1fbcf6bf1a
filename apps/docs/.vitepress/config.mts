import { figureStyles } from '@memstrata/scenarios/view';
import { defineConfig } from 'vitepress';
import { english, simplifiedChinese } from './languages.ts';
import { splitIntoWords } from './search-words.ts';

export default defineConfig({
  title: 'Memstrata',
  lastUpdated: false,
  cleanUrls: true,
  head: [['style', {}, figureStyles]],
  srcExclude: ['README.md'],
  /** A page made for a scenario is named by it. */
  transformPageData(page) {
    if (page.params?.title) page.title = page.params.title;
  },
  locales: { root: english, zh: simplifiedChinese },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        /** A page made for a scenario is named by it. */
  transformPageData(page) {
    if (page.params?.title) page.title = page.params.title;
  },
  locales: { zh: simplifiedChinese.search },
        miniSearch: { options: { tokenize: splitIntoWords } },
      },
    },
  },
});

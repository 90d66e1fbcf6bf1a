import { figureStyles } from '@memstrata/scenarios/view';
import { defineConfig } from 'vitepress';
import { english, searchInChinese, simplifiedChinese } from './languages.ts';
import { splitIntoWords } from './search-words.ts';

export default defineConfig({
  title: 'Memstrata',
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', type: 'image/svg+xml', href: '/mark.svg' }],
    ['style', {}, figureStyles],
  ],
  srcExclude: ['README.md'],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  locales: { root: english, zh: simplifiedChinese },
  /** A page made for a scenario is named by it. */
  transformPageData(page) {
    const title: unknown = page.params?.['title'];
    if (typeof title === 'string') page.title = title;
  },
  // An older target makes a look-up in a WeakMap of each use of a private field, and the models use many.
  vite: { build: { target: 'es2022' } },
  themeConfig: {
    search: {
      provider: 'local',
      options: {
        locales: { zh: searchInChinese },
        miniSearch: { options: { tokenize: splitIntoWords } },
      },
    },
  },
});

import { browserTests } from '../../tooling/vitest-browser.ts';

// The replay of every scenario is heard in the pages of the site, step by step, in a real Chromium too.
export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/{explain,program}/*.test.ts',
  'test/view/{palette,process-figures,text}.test.ts',
  'test/library/chapters.test.ts',
]);

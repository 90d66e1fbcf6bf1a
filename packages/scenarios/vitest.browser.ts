import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/{explain,program}/*.test.ts',
  'test/view/{palette,process-figures,text}.test.ts',
  'test/library/chapters.test.ts',
  'test/replay.test.ts',
]);

import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/{explain,program,view}/*.test.ts',
  'test/library/chapters.test.ts',
  'test/replay.test.ts',
]);

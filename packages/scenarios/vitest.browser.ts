import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/{explain,library,program,view}/*.test.ts',
  'test/replay.test.ts',
]);

import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/object-heap.test.ts',
  'test/rc/{rc,async-rc,keyed,leaks}.test.ts',
]);

import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/hostile.test.ts',
  'test/elf/*.test.ts',
  'test/proc/*.test.ts',
  'test/conform/elf.oracle.test.ts',
  'test/conform/maps.oracle.test.ts',
]);

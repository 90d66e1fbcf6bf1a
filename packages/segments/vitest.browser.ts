import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/*.test.ts',
  'test/call/*.test.ts',
  'test/conform/*.test.ts',
  'test/elf/*.test.ts',
  'test/exec/*.test.ts',
  'test/proc/*.test.ts',
  '!test/examples.test.ts',
  '!test/sparse.test.ts',
]);

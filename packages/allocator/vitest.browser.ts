import { browserTests } from '../../tooling/vitest-browser.ts';

export default browserTests(import.meta.dirname, [
  'test/exports.test.ts',
  'test/contract.test.ts',
  'test/*/contract.test.ts',
  'test/shadow.model.test.ts',
]);

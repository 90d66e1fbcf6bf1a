import { mergeConfig } from 'vitest/config';
import { nodeTests } from '../../tooling/vitest.ts';

export default mergeConfig(nodeTests(import.meta.dirname), {
  test: { globalSetup: ['test/built-command.ts'] },
});

import { nodeTests } from '../../tooling/vitest.ts';

export default nodeTests(import.meta.dirname);

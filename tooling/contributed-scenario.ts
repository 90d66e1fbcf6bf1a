import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vitest/config';

const LIBRARY = 'packages/scenarios/src/library/allocator';
const BLOCK = /^## A new scenario$[\s\S]*?^```ts\n([\s\S]*?)^```/m;

/**
 * `import 'virtual:contributed-scenario'` is the scenario that CONTRIBUTING.md shows, read as if it lay in
 * the library, so that what the page tells a newcomer to write is known to run.
 */
export function contributedScenario(root: string): Plugin {
  const place = join(root, LIBRARY, 'contributed-scenario.ts');
  return {
    name: 'memstrata:contributed-scenario',
    enforce: 'pre',
    resolveId: (id) => (id === 'virtual:contributed-scenario' ? place : undefined),
    load(id) {
      if (id !== place) return undefined;
      const block = BLOCK.exec(readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8'))?.[1];
      if (!block) throw new Error('CONTRIBUTING.md shows no scenario under "A new scenario".');
      return block;
    },
  };
}

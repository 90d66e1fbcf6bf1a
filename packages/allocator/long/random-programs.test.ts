import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GlibcAllocator } from '../src/glibc/index.ts';
import { BumpAllocator, fixedMemory } from '../src/index.ts';
import { Pymalloc } from '../src/pymalloc/index.ts';
import { policies as general } from '../test/policies.ts';
import { RandomProgram } from '../test/random-program.ts';
import { ShadowHeap } from '../test/shadow-heap.ts';

const policies: typeof general = {
  ...general,
  bump: (memory) => new BumpAllocator({ memory }),
  glibc: (memory) => new GlibcAllocator({ memory }),
  pymalloc: (memory) => new Pymalloc({ memory }),
};

const OPERATIONS = Number(process.env['OPERATIONS'] ?? 100_000_000);
const EACH = 100_000;
const CHECK_EVERY = 10_000;

/** Every policy in turn; seeds that `npm test` does not use. */
test(`${OPERATIONS} random operations keep every block whole, apart and reported`, () => {
  const start = Date.now();
  let operations = 0;
  for (let seed = 1_000_000; operations < OPERATIONS; seed++)
    for (const make of Object.values(policies)) {
      const shadow = new ShadowHeap(make(fixedMemory(1 << 26)));
      const program = new RandomProgram(shadow, seed);
      for (let step = 1; step <= EACH && operations < OPERATIONS; step++, operations++) {
        program.step();
        if (step % CHECK_EVERY !== 0) continue;
        shadow.heap.check();
        shadow.compareChunks();
      }
    }
  const seconds = Math.round((Date.now() - start) / 1000);
  expect(operations).toBe(OPERATIONS);
  writeFileSync(
    join(import.meta.dirname, 'random-programs.md'),
    `# Random programs under a shadow heap

\`npm run long\` (\`long/random-programs.test.ts\`): ${operations.toLocaleString('en')} operations in programs of up to ${EACH.toLocaleString('en')}, on ${Object.keys(policies).length} policies (${Object.keys(policies).join('; ')}). Of every answer the place, the alignment and the content of its first and last 16 bytes compared (of calloc every byte), \`check()\` and \`chunks()\` every ${CHECK_EVERY.toLocaleString('en')}. None wrong.

${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${seconds} s.
`,
  );
});

import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonVersions } from '../src/index.ts';
import { anyOperation } from '../test/model/operations.ts';
import { RandomProgram } from '../test/model/random-program.ts';

const OPERATIONS = Number(process.env['OPERATIONS'] ?? 100_000_000);
const EACH = 100_000;

/** Every version in turn, watched and unwatched; seeds that `npm test` does not use. */
test(`${OPERATIONS} operations of random programs do what a plain graph does`, () => {
  const start = Date.now();
  let operations = 0;
  for (let seed = 1_000_000; operations < OPERATIONS; seed++)
    for (const python of pythonVersions)
      for (const watched of [true, false]) {
        const length = Math.min(EACH, OPERATIONS - operations);
        new RandomProgram({ python, seed, watched, operations: length }).run(anyOperation);
        operations += length;
      }
  const seconds = Math.round((Date.now() - start) / 1000);
  expect(operations).toBe(OPERATIONS);
  writeFileSync(
    join(import.meta.dirname, 'random-programs.md'),
    `# Random programs against a plain shadow graph

\`npm run long\` (\`long/random-programs.test.ts\`): ${operations.toLocaleString('en')} operations in programs of up to ${EACH.toLocaleString('en')}, on ${pythonVersions.length} versions, half of them watched by a listener and a collector, half not. Finalizers, callbacks and deaths compared after every operation, every count and slot every 1,000. None wrong.

${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}, ${seconds} s.
`,
  );
});

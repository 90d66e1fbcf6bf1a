import { createReadStream, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareSnapshot } from '../../src/conform/index.ts';
import { readSnapshot } from '../../src/snapshot/index.ts';

const folder = join(import.meta.dirname, '../recorded/snapshots');
const files = readdirSync(folder);

test.each(files)('the garbage found in %s is what the interpreter collected', async (file) => {
  const heap = await readSnapshot(createReadStream(join(folder, file)));
  expect(heap.recorded?.garbage.length).toBeGreaterThan(1000);
  expect(compareSnapshot(heap)).toEqual([]);
});

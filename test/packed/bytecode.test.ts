import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

/** In bytes; up to here V8 inlines, whatever it has inlined before (`max_inlined_bytecode_size_small`). */
const ALWAYS_INLINED = 27;

const built = pathToFileURL(resolve('packages/allocator/dist/index.js'));
const PROGRAM = `import { SlabAllocator } from '${built}';
const heap = new SlabAllocator();
heap.free(heap.malloc(24));`;

/** The bytes of bytecode of the first function of this name that the program calls. */
function bytecodeLength(name: string): number {
  const listing = ['--print-bytecode', `--print-bytecode-filter=${name}`];
  const program = ['--input-type=module', '--eval', PROGRAM];
  const output = execFileSync(process.execPath, [...listing, ...program], { encoding: 'utf8' });
  return Number(/^Bytecode length: (\d+)$/m.exec(output)?.[1]);
}

test.each(['malloc', 'free'])('%s of the slab heap is inlined wherever it is called', (name) => {
  expect(bytecodeLength(name)).toBeLessThanOrEqual(ALWAYS_INLINED);
});

/** The peers with the contract's names, so that one loop replays on all of them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { folder } from './build.mjs';

const HEAP_BYTES = 256 << 20;

/** A WebAssembly allocator; its heap is all memory behind the module's own data. */
async function wasm(file, baseOf) {
  const abort = (_message, _file, line) => {
    throw new Error(`the module aborted at line ${line}`);
  };
  const { instance } = await WebAssembly.instantiate(readFileSync(join(folder, file)), {
    env: { abort },
  });
  const { exports } = instance;
  const { malloc, calloc, realloc, free, memory } = exports;
  const base = baseOf(exports);
  const heap = { malloc, calloc, realloc, free, memory, exports };
  heap.alignedAlloc = exports.aligned_alloc ?? ((_alignment, size) => malloc(size));
  Object.defineProperty(heap, 'heapBytes', { get: () => memory.buffer.byteLength - base });
  return heap;
}

async function thing() {
  const entry = join(folder, 'node_modules', '@thi.ng', 'malloc', 'index.js');
  const { MemPool } = await import(pathToFileURL(entry));
  const pool = new MemPool({ size: HEAP_BYTES, align: 8 });
  return {
    malloc: (size) => pool.malloc(size),
    calloc: (count, size) => pool.calloc(count * size),
    realloc: (block, size) => pool.realloc(block, size),
    free: (block) => pool.free(block),
    alignedAlloc: (_alignment, size) => pool.malloc(size),
    memory: { buffer: pool.buf },
    get heapBytes() {
      return pool.top;
    },
  };
}

const dlmalloc = () => wasm('dlmalloc.wasm', (exports) => exports.__heap_base.value);

export const heaps = {
  'dlmalloc-wasm': dlmalloc,
  'dlmalloc-in-wasm': dlmalloc,
  'as-tlsf': () => wasm('as-tlsf.wasm', (exports) => exports.base()),
  'thi.ng': thing,
};

/** Traces as flat operations: four 32-bit integers each, the form that native-replay.c reads too. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTrace } from '../dist/trace.js';

const KINDS = { malloc: 1, calloc: 2, memalign: 3, realloc: 4, free: 5 };

const folder = join(import.meta.dirname, '../test/recorded/traces');

export function loadTrace(name) {
  const text = gunzipSync(readFileSync(join(folder, `${name}.rep.gz`))).toString('latin1');
  const flat = [];
  let ids = 0;
  for (const { op, id, size = 0, count = 1, alignment = 0 } of readTrace(text)) {
    flat.push(KINDS[op], id, size * count, alignment);
    ids = Math.max(ids, id + 1);
  }
  return { name, operations: Int32Array.from(flat), count: flat.length / 4, ids };
}

/** The bytes of OPS for native-replay.c. */
export function packed({ operations, count, ids }) {
  return Buffer.concat([
    Buffer.from(Int32Array.of(count, ids).buffer),
    Buffer.from(operations.buffer),
  ]);
}

/**
 * The operations of a trace, in order. Apart from what is timed around it, so that it is compiled as a whole, and
 * with indices that are said to be 32-bit: the loop is to cost as little beside the heap as the one in C.
 */
function perform(operations, heap, blocks) {
  const end = operations.length | 0;
  for (let k = 0; k < end; k = (k + 4) | 0) {
    const id = operations[(k + 1) | 0];
    const size = (k + 2) | 0;
    switch (operations[k]) {
      case 1:
        blocks[id] = heap.malloc(operations[size]);
        break;
      case 2:
        blocks[id] = heap.calloc(1, operations[size]);
        break;
      case 3:
        blocks[id] = heap.alignedAlloc(operations[(k + 3) | 0], operations[size]);
        break;
      case 4:
        blocks[id] = heap.realloc(blocks[id], operations[size]);
        break;
      default:
        heap.free(blocks[id]);
        blocks[id] = 0;
    }
  }
}

/** One timed replay, payloads untouched. CPU milliseconds. */
export function replay({ operations }, heap, blocks) {
  const start = process.cpuUsage();
  perform(operations, heap, blocks);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A heap whose every payload is written, in words: what a program does with a block before anything else. */
export class WrittenHeap {
  #buffer = null;
  #words = new Int32Array(0);

  constructor(heap) {
    this.heap = heap;
  }

  malloc(size) {
    return this.#write(this.heap.malloc(size), size);
  }

  calloc(count, size) {
    return this.#write(this.heap.calloc(count, size), count * size);
  }

  alignedAlloc(alignment, size) {
    return this.#write(this.heap.alignedAlloc(alignment, size), size);
  }

  realloc(block, size) {
    return this.#write(this.heap.realloc(block, size), size);
  }

  free(block) {
    this.heap.free(block);
  }

  #write(block, size) {
    if (block === 0) return block;
    const { buffer } = this.heap.memory;
    if (this.#buffer !== buffer || this.#words.length === 0) {
      this.#buffer = buffer;
      this.#words = new Int32Array(buffer, 0, buffer.byteLength >>> 2);
    }
    const words = this.#words;
    const end = (block + size + 3) >>> 2;
    if (size > 256) words.fill(1, block >>> 2, end);
    else for (let word = block >>> 2; word < end; word++) words[word] = 1;
    return block;
  }
}

export function drain({ ids }, heap, blocks) {
  for (let id = 0; id < ids; id++)
    if (blocks[id] !== 0) {
      heap.free(blocks[id]);
      blocks[id] = 0;
    }
}

/** The same on a module that has the loop inside: operations and blocks lie in its memory. */
export function insideWasm({ operations, count, ids }, { exports, memory }, written) {
  const [at, blocks] = [exports.malloc(operations.byteLength), exports.calloc(ids, 4)];
  new Int32Array(memory.buffer, at, operations.length).set(operations);
  return () => {
    const start = process.cpuUsage();
    exports.replay(at, count, blocks, Number(written));
    const { user, system } = process.cpuUsage(start);
    exports.drain(blocks, ids);
    return (user + system) / 1000;
  };
}

/**
 * Peak live payload over peak heap of one replay on a fresh heap; tables that stand beside the heap and grow
 * with it are counted as heap.
 */
export function utilisation({ operations, count, ids }, heap) {
  const [blocks, sizes] = [new Float64Array(ids), new Float64Array(ids)];
  let [live, peakLive, peakHeap] = [0, 0, 0];
  for (let k = 0; k < count * 4; k += 4) {
    const [kind, id, size, alignment] = operations.subarray(k, k + 4);
    if (kind === 5) heap.free(blocks[id]);
    else if (kind === 4) blocks[id] = heap.realloc(blocks[id], size);
    else if (kind === 3) blocks[id] = heap.alignedAlloc(alignment, size);
    else blocks[id] = kind === 2 ? heap.calloc(1, size) : heap.malloc(size);
    live += size - sizes[id];
    sizes[id] = size;
    peakLive = Math.max(peakLive, live);
    peakHeap = Math.max(peakHeap, heap.heapBytes + (heap.tableBytes ?? 0));
  }
  return peakLive / peakHeap;
}

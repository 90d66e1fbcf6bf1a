/**
 * Checked loads and stores at 47-bit addresses, beside a `Map` from page number to page with permissions, and a
 * bare DataView that checks nothing. One turn is 40 passes over 64 pages, a load and a store of 32 bits every 8
 * bytes: 2,621,440 accesses.
 */
import { AddressSpace } from '../dist/index.js';
import { inTurns, print } from './rounds.mjs';

const PAGES = 64;
const BYTES = PAGES * 4096;
const PASSES = 40;
const ACCESSES = (PASSES * BYTES * 2) / 8;

export function benchMemory() {
  const space = new AddressSpace();
  const base = space.mmap({ length: BYTES });
  const { memory } = space;
  const [high, low] = [Math.floor(base / 2 ** 32), base >>> 0];
  const pages = new Map();
  for (let page = 0; page < PAGES; page += 1)
    pages.set(base / 4096 + page, { view: new DataView(new ArrayBuffer(4096)), rights: 'rw-' });
  const pageAt = (at, needed) => {
    const page = pages.get(Math.floor(at / 4096));
    if (!page || page.rights[needed] === '-') throw new Error('fault');
    return page.view;
  };
  const flat = new DataView(new ArrayBuffer(BYTES));
  const passes = (pass) => () => {
    for (let count = 0; count < PASSES; count += 1) pass();
  };
  const rows = inTurns(
    {
      'memory, address as two words': passes(() => {
        for (let offset = 0; offset < BYTES; offset += 8) {
          const value = memory.load32Words(high, low + offset);
          memory.store32Words(high, low + offset, value + 1);
        }
      }),
      'memory, address as a number': passes(() => {
        for (let offset = 0; offset < BYTES; offset += 8)
          memory.store32(base + offset, memory.load32(base + offset) + 1);
      }),
      'Map of pages': passes(() => {
        for (let offset = 0; offset < BYTES; offset += 8) {
          const at = base + offset;
          const value = pageAt(at, 0).getUint32(at % 4096, true);
          pageAt(at, 1).setUint32(at % 4096, value + 1, true);
        }
      }),
      'DataView, no checks': passes(() => {
        for (let offset = 0; offset < BYTES; offset += 8)
          flat.setUint32(offset, flat.getUint32(offset, true) + 1, true);
      }),
    },
    { rounds: 15, figure: (ms) => ACCESSES / ms / 1000 },
  );
  print('Accesses of 32 bits, separate loads and stores', 'M/s', rows, 0);
  console.log(
    '  (Unicorn 2.1.4, measured elsewhere, from Python: 34 to 40 M/s in guest code; 1 with a memory hook;',
  );
  console.log('  0.48 through its read/write interface. It was not run here.)');
  printSparseCost();
}

/** What 64 GiB cost that are only loaded from, and with 1,000 pages stored to: objects and buffers, over many spaces. */
function printSparseCost() {
  const SPACES = 16;
  const held = () => {
    globalThis.gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  console.log('\n64 GiB mapped, bytes held');
  for (const pages of [0, 1000]) {
    const before = held();
    const spaces = Array.from({ length: SPACES }, () => {
      const space = new AddressSpace();
      const at = space.mmap({ length: 64 * 2 ** 30 });
      space.memory.load8(at + 2 ** 35);
      for (let page = 0; page < pages; page += 1) space.memory.store8(at + page * 2 ** 24, 1);
      return space;
    });
    const bytes = Math.round((held() - before) / spaces.length);
    console.log(
      `  ${`${pages} pages touched`.padEnd(20)}  ${bytes.toLocaleString('en').padStart(11)} bytes`,
    );
  }
}

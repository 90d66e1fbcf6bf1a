/**
 * Checked loads and stores at 47-bit addresses, beside two peers in one run: a `Map` from page number to page
 * with permissions, and a bare DataView that checks nothing. One operation is a pass over 64 pages, a load
 * and a store of 32 bits every 8 bytes: 65 536 accesses. Trust the ratios.
 */
import { bench, describe } from 'vitest';
import { AddressSpace } from '../src/index.ts';

const PAGES = 64;
const BYTES = PAGES * 4096;
const space = new AddressSpace();
const base = space.mmap({ length: BYTES });
const { memory } = space;
const baseHigh = Math.floor(base / 2 ** 32);
const baseLow = base >>> 0;

interface Page {
  readonly view: DataView;
  readonly permissions: string;
}

const pages = new Map<number, Page>();
for (let page = 0; page < PAGES; page += 1)
  pages.set(base / 4096 + page, {
    view: new DataView(new ArrayBuffer(4096)),
    permissions: 'rw-',
  });

const pageAt = (at: number, needed: number): DataView => {
  const page = pages.get(Math.floor(at / 4096));
  if (!page || page.permissions[needed] === '-') throw new Error('fault');
  return page.view;
};

const flat = new DataView(new ArrayBuffer(BYTES));

describe('65 536 accesses of 32 bits', () => {
  bench('memory, address as two words', () => {
    for (let offset = 0; offset < BYTES; offset += 8) {
      const value = memory.load32Words(baseHigh, baseLow + offset);
      memory.store32Words(baseHigh, baseLow + offset, value + 1);
    }
  });
  bench('memory, address as a number', () => {
    for (let offset = 0; offset < BYTES; offset += 8)
      memory.store32(base + offset, memory.load32(base + offset) + 1);
  });
  bench('Map of pages', () => {
    for (let offset = 0; offset < BYTES; offset += 8) {
      const at = base + offset;
      const value = pageAt(at, 0).getUint32(at % 4096, true);
      pageAt(at, 1).setUint32(at % 4096, value + 1, true);
    }
  });
  bench('DataView, no checks', () => {
    for (let offset = 0; offset < BYTES; offset += 8)
      flat.setUint32(offset, flat.getUint32(offset, true) + 1, true);
  });
});

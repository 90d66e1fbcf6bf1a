/** The chunks of a slab heap: what the general heap reports, and in place of each page its blocks. */
import type { Bytes, Chunk, ChunkReport, Pointer } from '../allocator.ts';
import { blocksOf, EARLY_BYTES, PAGE_BYTES, PAGE_SHIFT, PAGE_USABLE, type Pages } from './pages.ts';

export function* reportPages(reports: Iterable<ChunkReport>, pages: Pages): Generator<ChunkReport> {
  for (const report of reports) {
    const page = (report.pointer + EARLY_BYTES) >>> PAGE_SHIFT;
    const isPage = report.state === 'used' && pages.classAt(page * PAGE_BYTES) !== 0;
    if (isPage && report.pointer === pages.payloadOf(page)) yield* blocks(page, pages);
    else yield report;
  }
}

function* blocks(page: number, pages: Pages): Generator<ChunkReport> {
  const sizeClass = pages.classAt(page * PAGE_BYTES);
  const size = sizeClass * 8;
  const start = page * PAGE_BYTES;
  const count = blocksOf(sizeClass);
  const chunk = pages.payloadOf(page) - 4;
  yield overhead(chunk, start - chunk);
  for (let i = 0; i < count; i++) {
    const place = start + i * size;
    const shared = { chunk: place as Chunk, size, pointer: place as Pointer, usable: size };
    if (pages.isLive(place)) yield { ...shared, state: 'used' };
    else yield { ...shared, state: 'free', list: `page of ${size}` };
  }
  yield overhead(start + count * size, PAGE_USABLE - count * size);
}

const overhead = (chunk: number, size: Bytes): ChunkReport => ({
  chunk: chunk as Chunk,
  size,
  state: 'overhead',
  pointer: chunk as Pointer,
  usable: 0,
});

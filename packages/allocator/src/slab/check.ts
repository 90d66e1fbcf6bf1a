/** The laws of the pages, read from their blocks and tables. The general heap checks its own. */
import { HeapCorruption } from '../errors.ts';
import { blocksOf, CLASS_COUNT, PAGE_BYTES, PAGE_SHIFT, type Pages } from './pages.ts';

export interface SlabState {
  readonly pages: Pages;
  readonly words: Int32Array;
  readonly heads: Int32Array;
  readonly current: Int32Array;
}

const demand = (holds: boolean, law: string, offset: number): void => {
  if (!holds) throw new HeapCorruption(law, offset);
};

/** @throws HeapCorruption at the first law that does not hold. */
export function checkPages(state: SlabState): void {
  const { classes } = state.pages;
  const detached = new Map<number, Set<number>>();
  for (let sizeClass = 1; sizeClass < CLASS_COUNT; sizeClass++) {
    const page = state.current[sizeClass] as number;
    if (page === 0) continue;
    demand(classes[page] === sizeClass, 'a current page is of its class', page * PAGE_BYTES);
    const head = state.heads[sizeClass] as number;
    detached.set(page, freeBlocks(state, page, head));
  }
  for (let page = 0; page < classes.length; page++)
    if (classes[page] !== 0) checkPage(state, page, detached.get(page) ?? new Set());
  for (let sizeClass = 1; sizeClass < CLASS_COUNT; sizeClass++) checkPartial(state, sizeClass);
}

/** The blocks on a list that must stay inside one page. */
function freeBlocks({ pages, words }: SlabState, page: number, head: number): Set<number> {
  const size = (pages.classes[page] as number) * 8;
  const blocks = new Set<number>();
  for (let block = head; block !== 0; block = words[block] as number) {
    const place = block * 4 - page * PAGE_BYTES;
    const inside = place >= 0 && place % size === 0 && place / size < blocksOf(size / 8);
    demand(inside, 'a free block leads to a block of its page', page * PAGE_BYTES);
    demand(!blocks.has(block), 'a free block is listed once', block * 4);
    demand(!pages.isLive(block * 4), 'a free block is not live', block * 4);
    blocks.add(block);
  }
  return blocks;
}

/** Postcondition: each block of the page is live, free on the page, or detached; exactly one of them. */
function checkPage(state: SlabState, page: number, detached: Set<number>): void {
  const { pages } = state;
  const size = (pages.classes[page] as number) * 8;
  const count = blocksOf(size / 8);
  const free = freeBlocks(state, page, pages.free[page] as number);
  let live = 0;
  for (let i = 0; i < count; i++) {
    const place = page * PAGE_BYTES + i * size;
    const states = [pages.isLive(place), free.has(place / 4), detached.has(place / 4)];
    demand(states.filter(Boolean).length === 1, 'a block is live or on one list', place);
    if (states[0]) live++;
  }
  const set = bitsOf(pages, page);
  demand(set === live, 'a bit is set only where a live block starts', page * PAGE_BYTES);
  const used = pages.used[page];
  demand(used === live + detached.size, 'a page counts its used blocks', page * PAGE_BYTES);
}

function bitsOf({ live }: Pages, page: number): number {
  const wordsPerPage = 1 << (PAGE_SHIFT - 8);
  let count = 0;
  for (let word = page * wordsPerPage; word < (page + 1) * wordsPerPage; word++)
    for (let bits = live[word] as number; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** Postcondition: a class's list holds its pages that have free blocks, but the current one. */
function checkPartial({ pages, current }: SlabState, sizeClass: number): void {
  const listed = new Set<number>();
  let prev = 0;
  for (
    let page = pages.partial[sizeClass] as number;
    page !== 0;
    page = pages.next[page] as number
  ) {
    const offset = page * PAGE_BYTES;
    demand(!listed.has(page), 'a page is listed once', offset);
    demand(pages.classes[page] === sizeClass, 'a listed page is of its class', offset);
    demand(pages.prev[page] === prev, 'a listed page points back', offset);
    listed.add(page);
    prev = page;
  }
  for (let page = 0; page < pages.classes.length; page++) {
    if (pages.classes[page] !== sizeClass) continue;
    const waiting = pages.free[page] !== 0 && page !== current[sizeClass];
    demand(waiting === listed.has(page), 'a page with free blocks is listed', page * PAGE_BYTES);
  }
}

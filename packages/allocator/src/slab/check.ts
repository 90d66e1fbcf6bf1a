/** The laws of the pages, read from their blocks and tables. The general heap checks its own. */
import { HeapCorruption } from '../errors.ts';
import {
  BITS,
  BITS_WORDS,
  blocksOf,
  CLASS_COUNT,
  EMPTY,
  FREE_SHIFT,
  FULL,
  PAGE_BYTES,
  type Pages,
  PLACE,
  USED,
} from './pages.ts';

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
    demand(
      head >>> FREE_SHIFT === page,
      'detached blocks are of the current page',
      page * PAGE_BYTES,
    );
    detached.set(page, freeBlocks(state, page, head & PLACE));
  }
  for (let page = 0; page < classes.length; page++)
    if (classes[page] !== 0) checkPage(state, page, detached.get(page) ?? new Set());
  for (let list = 0; list < CLASS_COUNT; list++) checkList(state, list);
}

/** The blocks on a list that must stay inside one page. */
function freeBlocks({ pages, words }: SlabState, page: number, head: number): Set<number> {
  const size = (pages.classes[page] as number) * 8;
  const blocks = new Set<number>();
  for (let first = head; first !== FULL; first = words[(page << FREE_SHIFT) + first] as number) {
    const [place, block] = [first * 4, (page << FREE_SHIFT) + first];
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
  const word = pages.states[page] as number;
  const free = freeBlocks(state, page, word >>> FREE_SHIFT);
  let live = 0;
  for (let i = 0; i < count; i++) {
    const place = page * PAGE_BYTES + i * size;
    const states = [pages.isLive(place), free.has(place / 4), detached.has(place / 4)];
    demand(states.filter(Boolean).length === 1, 'a block is live or on one list', place);
    if (states[0]) live++;
  }
  const set = bitsOf(pages, page);
  demand(set === live, 'a bit is set only where a live block starts', page * PAGE_BYTES);
  demand(
    (word & USED) === live + detached.size,
    'a page counts its used blocks',
    page * PAGE_BYTES,
  );
}

function bitsOf({ words }: Pages, page: number): number {
  const start = (page << FREE_SHIFT) + BITS;
  let count = 0;
  for (let word = start; word < start + BITS_WORDS; word++)
    for (let bits = words[word] as number; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/** Postcondition: list 0 holds the empty pages, a class's list the others that have free blocks, but the current one. */
function checkList({ pages, current }: SlabState, list: number): void {
  const listed = new Set<number>();
  let prev = 0;
  for (let page = pages.lists[list] as number; page !== 0; page = pages.next[page] as number) {
    const offset = page * PAGE_BYTES;
    demand(!listed.has(page), 'a page is listed once', offset);
    demand(pages.prev[page] === prev, 'a listed page points back', offset);
    listed.add(page);
    prev = page;
  }
  for (let page = 0; page < pages.classes.length; page++) {
    const sizeClass = pages.classes[page] as number;
    if (sizeClass === 0) continue;
    const state = pages.states[page] as number;
    const home = (state & USED) === 0 ? EMPTY : sizeClass;
    const waits = state >>> FREE_SHIFT !== FULL && page !== current[sizeClass] && home === list;
    const isListed = listed.delete(page);
    demand(!isListed || home === list, 'a listed page is of its class', page * PAGE_BYTES);
    demand(waits === isListed, 'a page with free blocks is listed', page * PAGE_BYTES);
  }
  for (const page of listed) demand(false, 'a listed page is of its class', page * PAGE_BYTES);
}

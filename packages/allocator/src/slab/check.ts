/** The laws of the pages, read from their maps and tables. The general heap checks its own. */
import { HeapCorruption } from '../errors.ts';
import {
  CLASS_COUNT,
  capacityOf,
  classOf,
  EMPTY,
  entryOf,
  isApart,
  MAP,
  mapWord,
  PAGE_BYTES,
  type Pages,
  STATE,
  usedOf,
  WORDS_SHIFT,
} from './pages.ts';

const demand = (holds: boolean, law: string, page: number): void => {
  if (!holds) throw new HeapCorruption(law, page * PAGE_BYTES);
};

/** @throws HeapCorruption at the first law that does not hold. */
export function checkPages(pages: Pages, cursors: Int32Array): void {
  for (let page = 0; page < pages.entries.length; page++)
    if (pages.entries[page] !== 0) checkPage(pages, page);
  for (let sizeClass = 1; sizeClass < CLASS_COUNT; sizeClass++)
    if (pages.serving[sizeClass] !== 0) checkServing(pages, sizeClass, cursors);
  for (let list = 0; list < CLASS_COUNT; list++) checkList(pages, list);
}

/** Postcondition: the page's map has bits of its blocks only, as many as its entry says. */
function checkPage(pages: Pages, page: number): void {
  const entry = pages.entries[page] as number;
  const sizeClass = classOf(entry);
  const known = sizeClass >= 1 && sizeClass < CLASS_COUNT;
  demand(
    known && (entry & ~STATE) === entryOf(sizeClass),
    'an entry says class and capacity',
    page,
  );
  const blocks = capacityOf(entry);
  let free = 0;
  for (let block = 0; block < Math.ceil(blocks / 32) * 32; block++)
    if (pages.isFree(page, block)) {
      demand(block < blocks, 'a bit is set only for a block', page);
      free++;
    }
  if (page === pages.serving[sizeClass]) return;
  demand(usedOf(entry) === blocks - free, 'a page counts its used blocks', page);
  demand(!isApart(entry) || free === 0, 'a page apart has no free block', page);
}

/** Postcondition: the page that serves a class is of it, and the cursor is on a word of its map. */
function checkServing(pages: Pages, sizeClass: number, cursors: Int32Array): void {
  const page = pages.serving[sizeClass] as number;
  const entry = pages.entries[page] as number;
  demand(classOf(entry) === sizeClass, 'the page that serves a class is of it', page);
  demand(!isApart(entry), 'a page that serves is not apart', page);
  const at = cursors[2 * sizeClass] as number;
  const first = (page << WORDS_SHIFT) + MAP;
  const inside = at <= first && at >= mapWord(page, capacityOf(entry) - 1);
  demand(inside, 'a cursor is on the map of the page that serves', page);
  const start = (page << WORDS_SHIFT) + (first - at) * 64 * sizeClass;
  demand(cursors[2 * sizeClass + 1] === start, 'a cursor knows the first block of its word', page);
}

/** Postcondition: list 0 holds the empty pages, a class's list the others that have free blocks, but those that serve. */
function checkList({ entries, lists, next, prev, serving }: Pages, list: number): void {
  const listed = new Set<number>();
  let before = 0;
  for (let page = lists[list] as number; page !== 0; page = next[page] as number) {
    demand(!listed.has(page), 'a page is listed once', page);
    demand(prev[page] === before, 'a listed page points back', page);
    listed.add(page);
    before = page;
  }
  for (let page = 0; page < entries.length; page++) {
    const entry = entries[page] as number;
    if (entry === 0) continue;
    const home = usedOf(entry) === 0 ? EMPTY : classOf(entry);
    const waits = !isApart(entry) && page !== serving[classOf(entry)] && home === list;
    const isListed = listed.delete(page);
    demand(!isListed || home === list, 'a listed page is of its class', page);
    demand(waits === isListed, 'a page with free blocks is listed', page);
  }
  for (const page of listed) demand(false, 'a listed page is of its class', page);
}

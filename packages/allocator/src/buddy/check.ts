/** The laws of a buddy heap, read from its headers and lists. */
import { type Blocks, buddyOf, demand, MAX_ORDER, MIN_ORDER, NONE } from './blocks.ts';

/** Places run from `first` to `end`. */
export interface BuddyState {
  readonly blocks: Blocks;
  readonly first: number;
  readonly end: number;
}

/** @throws HeapCorruption at the first law that does not hold. */
export function checkBuddy(state: BuddyState): void {
  const { blocks } = state;
  const free = checkBlocks(state);
  for (let order = 0; order <= MAX_ORDER; order++) {
    let prev = NONE;
    for (let place = blocks.heads[order] as number; place !== NONE; place = blocks.next(place)) {
      demand(free.get(place) === order, 'a listed block is free, of its list, listed once', place);
      demand(blocks.prev(place) === prev, 'a list neighbour points back', place);
      free.delete(place);
      prev = place;
    }
  }
  for (const place of free.keys()) demand(false, 'every free block is listed', place);
}

/** Postcondition: the blocks tile the heap; the answer is the order of each free one. */
function checkBlocks({ blocks, first, end }: BuddyState): Map<number, number> {
  const free = new Map<number, number>();
  for (let place = first; place < end; ) {
    const { order, free: isFree, whole } = blocks.header(place);
    const plausible = whole && order >= MIN_ORDER && order <= MAX_ORDER;
    demand(plausible, 'a header is an order and a flag', place);
    demand(place % 2 ** order === 0, 'a block is aligned to its size', place);
    demand(place + 2 ** order <= end, 'a block ends in the heap', place);
    const buddy = buddyOf(place, order);
    demand(!isFree || free.get(buddy) !== order, 'two buddies are not both free', place);
    if (isFree) free.set(place, order);
    place += 2 ** order;
  }
  return free;
}

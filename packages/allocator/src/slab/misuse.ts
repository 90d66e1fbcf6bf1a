/** The cold side of `free`: which misuse a pointer is that lies in a page and starts no live block. */
import { DoubleFree, InvalidFree } from '../errors.ts';
import { blocksOf, EARLY_BYTES, PAGE_BYTES, PAGE_SHIFT, type Pages } from './pages.ts';

/** @throws DoubleFree or InvalidFree when `pointer`, which is no live block, lies in the chunk of a page. */
export function refuseFreed(pointer: number, pages: Pages): void {
  if (pointer >>> 0 !== pointer) return;
  const sizeClass = pages.classAt(pointer);
  if (sizeClass === 0) {
    const next = (pointer + EARLY_BYTES) >>> PAGE_SHIFT;
    if (pages.classAt(pointer + EARLY_BYTES) !== 0 && pages.payloadOf(next) <= pointer)
      throw new InvalidFree(pointer, 'it is in front of the blocks of a page');
    return;
  }
  const place = pointer % PAGE_BYTES;
  const size = sizeClass * 8;
  if (place % size === 0 && place / size < blocksOf(sizeClass)) throw new DoubleFree(pointer);
  // The last word of a page's 2,048 bytes is the next chunk's header: no pointer is there.
  throw new InvalidFree(pointer, `it is inside a page of blocks of ${size} bytes`);
}

import { bytes, count, decimal, hex, size as sized } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

/** What became of the memory of objects. */
export const pymallocSentences: Sentences<'pymalloc'> = {
  'arena-mapped': ({ start, size, pools }) => ({
    en: `pymalloc has no pool left: it maps an arena of ${sized(size, 'en')} at ${hex(start)}, room for ${count(pools, 'pool')}.`,
    zh: `pymalloc 没有可用的池了：在 ${hex(start)} 映射一个 ${sized(size, 'zh')} 的分配区（arena），可容纳 ${decimal(pools)} 个池。`,
  }),
  'arena-unmapped': ({ start, size }) => ({
    en: `No pool of the arena at ${hex(start)} is in use: its ${sized(size, 'en')} go back to the kernel.`,
    zh: `${hex(start)} 处的分配区里已没有在用的池：这 ${sized(size, 'zh')} 归还给内核。`,
  }),
  'pool-opened': ({ start, size, blockSize, blocks }) => ({
    en: `The pool of ${sized(size, 'en')} at ${hex(start)} opens for blocks of ${bytes(blockSize, 'en')}: a header of 48, and room for ${decimal(blocks)}.`,
    zh: `${hex(start)} 处 ${sized(size, 'zh')} 的池开始分配 ${bytes(blockSize, 'zh')}的固定块：头部占 48 字节，可容纳 ${decimal(blocks)} 块。`,
  }),
  'pool-closed': ({ start, blockSize }) => ({
    en: `The pool at ${hex(start)} has no block of ${bytes(blockSize, 'en')} in use any more: it may serve another size.`,
    zh: `${hex(start)} 处的池已没有在用的 ${bytes(blockSize, 'zh')}固定块：可以改作其他大小。`,
  }),
  'block-taken': ({ start, requested, size }) => ({
    en: `${bytes(requested, 'en')} take a block of ${decimal(size)}, the next multiple of 16; a block has no header. The free list of its pool hands out the one at ${hex(start)}.`,
    zh: `${bytes(requested, 'zh')}占用一个 ${bytes(size, 'zh')}的固定块，即向上取到 16 的倍数；固定块没有头部。池的空闲链表给出 ${hex(start)} 处的那一块。`,
  }),
  'block-freed': ({ start, size }) => ({
    en: `The block of ${bytes(size, 'en')} at ${hex(start)} heads the free list of its pool: the next object of this size lies there.`,
    zh: `${hex(start)} 处 ${bytes(size, 'zh')}的固定块排到池的空闲链表之首：下一个同样大小的对象就放在这里。`,
  }),
  'crowd-made': ({ name, className, objects, blockSize, pools, arenas, pages }) => ({
    en: `The list ${name} holds ${count(objects, `new ${className}`)}, each in a block of ${bytes(blockSize, 'en')}: ${count(pools, 'pool')} opened, ${count(arenas, 'arena')} mapped, ${count(pages, 'page')} with memory for the first time.`,
    zh: `列表 ${name} 持有 ${decimal(objects)} 个新的 ${className}，各占一个 ${bytes(blockSize, 'zh')}的固定块：启用 ${decimal(pools)} 个池，映射 ${decimal(arenas)} 个分配区，${decimal(pages)} 页第一次有了内存。`,
  }),
  'crowd-shrunk': ({ name, dead, left, poolsClosed, arenasUnmapped, arenas, pools }) => ({
    en: `${count(dead, 'object')} of ${name} die, the last first; ${decimal(left)} are left. ${count(poolsClosed, 'pool')} closed, ${count(arenasUnmapped, 'arena')} given back to the kernel: ${count(arenas, 'arena')} with ${count(pools, 'pool')} in use stay.`,
    zh: `${name} 中有 ${decimal(dead)} 个对象消亡，从最后一个开始；还剩 ${decimal(left)} 个。停用 ${decimal(poolsClosed)} 个池，把 ${decimal(arenasUnmapped)} 个分配区归还给内核：还有 ${decimal(arenas)} 个分配区，其中 ${decimal(pools)} 个池在用。`,
  }),
};

import { bytes, decimal, hex } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

/** Bytes of a chunk's header, and the step of chunk sizes, in the sentence that tells the rule. */
const HEADER = 8;
const STEP = 16;

/** What the allocator decided. */
export const allocatorSentences: Sentences<'allocator'> = {
  padded: ({ size, chunkSize }) => {
    const smallest = size + HEADER + STEP <= chunkSize;
    return {
      en: `${bytes(size, 'en')} ${size === 1 ? 'needs' : 'need'} a chunk of ${decimal(chunkSize)}: ${HEADER} for the header, rounded up to ${smallest ? `${decimal(chunkSize)}, the smallest chunk` : STEP}.`,
      zh: `${bytes(size, 'zh')}需要一个 ${bytes(chunkSize, 'zh')}的内存块：头部占 ${HEADER} 字节，再向上取整${smallest ? `到最小的块 ${bytes(chunkSize, 'zh')}` : `到 ${STEP} 的倍数`}。`,
    };
  },
  examined: ({ chunk, size, fits }) => ({
    en: `The free chunk at ${hex(chunk)} has ${bytes(size, 'en')}: ${fits ? 'enough' : 'too small'}.`,
    zh: `${hex(chunk)} 处的空闲块有 ${bytes(size, 'zh')}：${fits ? '够用' : '太小'}。`,
  }),
  split: ({ chunk, size, rest, restSize }) => ({
    en: `The chunk at ${hex(chunk)} is split: it keeps ${bytes(size, 'en')}, and the other ${decimal(restSize)} stay free from ${hex(rest)} on.`,
    zh: `分割 ${hex(chunk)} 处的块：它留下 ${bytes(size, 'zh')}，其余 ${bytes(restSize, 'zh')}从 ${hex(rest)} 起仍然空闲。`,
  }),
  allocated: ({ pointer, chunk, usable, requested }) => ({
    en: `The chunk at ${hex(chunk)} is in use: the program asked for ${bytes(requested, 'en')} and may use ${decimal(usable)}, from ${hex(pointer)} on.`,
    zh: `${hex(chunk)} 处的块已被占用：程序要了 ${bytes(requested, 'zh')}，从 ${hex(pointer)} 起可以使用 ${bytes(usable, 'zh')}。`,
  }),
  freed: ({ chunk, size }) => ({
    en: `The chunk at ${hex(chunk)} with its ${bytes(size, 'en')} is free.`,
    zh: `${hex(chunk)} 处 ${bytes(size, 'zh')}的块被释放。`,
  }),
  merged: ({ chunk, size, absorbed, absorbedSize }) => ({
    en: `Its neighbour is free too: the ${bytes(absorbedSize, 'en')} at ${hex(absorbed)} join, and the chunk at ${hex(chunk)} has ${decimal(size)}.`,
    zh: `相邻的块也空闲：${hex(absorbed)} 处的 ${bytes(absorbedSize, 'zh')}并入，${hex(chunk)} 处的块现有 ${bytes(size, 'zh')}。`,
  }),
  listed: ({ chunk, size, list }) => ({
    en: `The chunk at ${hex(chunk)} with ${bytes(size, 'en')} joins the free list (${list}).`,
    zh: `${hex(chunk)} 处 ${bytes(size, 'zh')}的块加入空闲链表（${list}）。`,
  }),
  unlisted: ({ chunk, size, list }) => ({
    en: `The chunk at ${hex(chunk)} with ${bytes(size, 'en')} leaves the free list (${list}).`,
    zh: `${hex(chunk)} 处 ${bytes(size, 'zh')}的块离开空闲链表（${list}）。`,
  }),
  resized: ({ pointer, from, size }) => ({
    en: `The block at ${hex(pointer)} stays where it is; its chunk goes from ${bytes(from, 'en')} to ${decimal(size)}.`,
    zh: `${hex(pointer)} 处的块留在原地，大小从 ${bytes(from, 'zh')}变为 ${bytes(size, 'zh')}。`,
  }),
  moved: ({ from, to, copied }) => ({
    en: `The block moves from ${hex(from)} to ${hex(to)}: ${bytes(copied, 'en')} are copied.`,
    zh: `数据从 ${hex(from)} 搬到 ${hex(to)}：复制 ${bytes(copied, 'zh')}。`,
  }),
  grown: ({ from, to }) => ({
    en: `The heap grows by ${bytes(to - from, 'en')}: it now ends at ${hex(to)}.`,
    zh: `堆增长 ${bytes(to - from, 'zh')}，现在到 ${hex(to)} 为止。`,
  }),
  shrunk: ({ from, to }) => ({
    en: `The heap gives ${bytes(from - to, 'en')} back: it now ends at ${hex(to)}.`,
    zh: `堆归还 ${bytes(from - to, 'zh')}，现在到 ${hex(to)} 为止。`,
  }),
  mapped: ({ start, size }) => ({
    en: `The request is large: ${bytes(size, 'en')} are mapped apart from the heap, at ${hex(start)}.`,
    zh: `请求较大：在堆之外的 ${hex(start)} 处单独映射 ${bytes(size, 'zh')}。`,
  }),
  unmapped: ({ start, size }) => ({
    en: `The mapping at ${hex(start)} goes back to the system with its ${bytes(size, 'en')}.`,
    zh: `${hex(start)} 处 ${bytes(size, 'zh')}的映射归还给系统。`,
  }),
  'page-opened': ({ page, size, blockSize }) => ({
    en: `A page of ${bytes(size, 'en')} at ${hex(page)} opens for blocks of ${decimal(blockSize)}.`,
    zh: `${hex(page)} 处 ${bytes(size, 'zh')}的页开始分配 ${bytes(blockSize, 'zh')}的固定块。`,
  }),
  'page-closed': ({ page, size, blockSize }) => ({
    en: `The page at ${hex(page)} has no block of ${bytes(blockSize, 'en')} in use any more: its ${decimal(size)} bytes go back.`,
    zh: `${hex(page)} 处的页已没有在用的 ${bytes(blockSize, 'zh')}固定块：归还 ${bytes(size, 'zh')}。`,
  }),
  exhausted: ({ size }) => ({
    en: `No chunk has room for ${bytes(size, 'en')}: malloc answers NULL.`,
    zh: `没有哪个块容得下 ${bytes(size, 'zh')}：malloc 返回 NULL。`,
  }),
};

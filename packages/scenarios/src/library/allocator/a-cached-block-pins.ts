import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** 66 MiB in blocks that glibc does not map by themselves. */
const BLOCKS = 1056;
const BLOCK_BYTES = 64 * 1024;

export const aCachedBlockPins: Scenario = scenario({
  id: 'a-cached-block-pins',
  title: {
    en: 'One cached block of 100 bytes pins 66 MiB',
    zh: '一个 100 字节的缓存块钉住 66 MiB',
  },
  question: {
    en: '1056 blocks of 64 KiB make 66 MiB of heap, and behind them lies one of 100 bytes. All are freed, the small one first: nothing is in use. Does the heap shrink?',
    zh: '1056 个 64 KiB 的块构成 66 MiB 的堆，后面还有一个 100 字节的块。全部释放，先放小的：没有一个在用。堆会缩小吗？',
  },
  answer: {
    en: 'No. The block of 100 bytes went to the thread cache, for the next request of its size, and a cached block is not joined with its neighbours: for the heap it is still in use. It stands before the top and pins all that is free below it, 66 MiB here, and as much as the program ever had in a larger one.',
    zh: '不会。那个 100 字节的块进了线程缓存，等待同样大小的请求；缓存的块不与邻居合并：对堆来说它仍在使用。它挡在顶块之前，钉住下面的全部空闲内存：这里是 66 MiB，在更大的程序里，程序用过多少就是多少。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'block', type: 'pointer', length: BLOCKS },
        { name: 'pin', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    process.mallocEach('block', BLOCKS, BLOCK_BYTES),
    memory.malloc('pin', 100),
    ask.heapBytes(),
    memory.free('pin'),
    process.freeEach('block', BLOCKS),
    ask.heapBytes(),
    ask.bytesInUse({
      note: {
        en: "glibc's own count: its record of the thread cache, 656 bytes, and the chunk of 112 that is in it.",
        zh: 'glibc 自己的统计：线程缓存的记录 656 字节，加上缓存里那个 112 字节的块。',
      },
    }),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The heap keeps its 69,226,496 bytes though every block is free, and 768 of them are in use.',
        zh: '每个块都已释放，堆仍是 69,226,496 字节，其中 768 字节在用。',
      },
    ],
    notClaimed: [
      {
        en: 'That all of it is in RAM: only pages that were written have memory. A program that fills its blocks keeps 66 MiB resident; question M11 of the quiz has it measured.',
        zh: '全部都在物理内存里：只有写过的页才有内存。写满这些块的程序会有 66 MiB 常驻；测验的 M11 题有实测。',
      },
      {
        en: 'That it is never given back: malloc_trim(0) gives back the free pages below the pin too.',
        zh: '永远不归还：malloc_trim(0) 也会归还被钉住的块下面的空闲页。',
      },
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});

import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aCachedBlockPins: Scenario = scenario({
  id: 'a-cached-block-pins',
  title: {
    en: 'One cached block pins the heap',
    zh: '一个缓存的块钉住整个堆',
  },
  question: {
    en: 'Four blocks of 100,000 bytes and one of 100 behind them: all five are freed, nothing is in use. Does the heap shrink?',
    zh: '四个 100,000 字节的块，后面一个 100 字节的块：五个全部释放，没有一个在用。堆会缩小吗？',
  },
  answer: {
    en: 'No. The block of 100 bytes went to the thread cache, for the next request of its size, and a cached block is not joined with its neighbours: for the heap it is still in use. It stands before the top and pins all that is free below it, 400 KB here, and as much as the program ever had in a larger one.',
    zh: '不会。那个 100 字节的块进了线程缓存，等待同样大小的请求；缓存的块不与邻居合并：对堆来说它仍在使用。它挡在顶块之前，钉住下面的全部空闲内存：这里是 400 KB，在更大的程序里，用过多少就钉住多少。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
        { name: 'c', type: 'pointer' },
        { name: 'd', type: 'pointer' },
        { name: 'pin', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('a', 100000),
    memory.malloc('b', 100000),
    memory.malloc('c', 100000),
    memory.malloc('d', 100000),
    memory.malloc('pin', 100),
    ask.heapBytes(),
    memory.free('pin'),
    memory.free('a'),
    memory.free('b'),
    memory.free('c'),
    memory.free('d'),
    ask.heapBytes(),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The heap keeps its size though every block is free.',
        zh: '每个块都已释放，堆的大小却不变。',
      },
    ],
    notClaimed: [
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

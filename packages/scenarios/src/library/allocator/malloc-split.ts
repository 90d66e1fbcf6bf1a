import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const mallocSplit: Scenario = scenario({
  id: 'malloc-split',
  title: { en: 'malloc splits, free joins', zh: 'malloc 分割，free 合并' },
  question: {
    en: 'A program asks for 24 bytes, then for 40, and gives the 40 back. Where do the next 24 come from, and what is left when nobody remembers the first ones?',
    zh: '程序先要 24 字节，再要 40 字节，然后归还那 40 字节。接下来的 24 字节从哪里来？如果没有谁再记得最初的 24 字节，会剩下什么？',
  },
  answer: {
    en: 'From the very place that was given back: it had joined the free rest, and malloc splits off as much as it needs. The first 24 bytes stay in use though no variable leads to them: a leak.',
    zh: '就来自刚归还的地方：它已并入其余的空闲空间，malloc 再从中分割出所需的部分。最初的 24 字节仍被占用，却没有变量指向它们：这就是内存泄漏。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    memory.malloc('a', 24),
    memory.usableSize('a'),
    memory.malloc('b', 40),
    memory.usableSize('b'),
    memory.distance('a', 'b'),
    memory.free('b'),
    memory.malloc('c', 24),
    memory.usableSize('c'),
    memory.distance('a', 'c', {
      notClaimed: {
        en: 'glibc answers 80: it keeps the freed 48 bytes whole in its thread cache, for the next request of that size, and takes c from behind them. Our textbook heap has no such cache.',
        zh: 'glibc 的答案是 80：它把刚释放的 48 字节整块留在线程缓存里，等待同样大小的请求，c 取自其后。我们的教科书式的堆没有这种缓存。',
      },
    }),
    memory.free('c'),
    memory.forget('a'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Usable sizes: 24 bytes for 24, 40 for 40.',
        zh: '可用大小：要 24 得 24 字节，要 40 得 40 字节。',
      },
      {
        en: 'Two neighbours of 24 bytes stand 32 apart.',
        zh: '24 字节的块与后面相邻的块相距 32 字节。',
      },
    ],
    notClaimed: [
      {
        en: 'Which place serves c: glibc keeps freed chunks of small sizes in a cache and joins them later.',
        zh: 'c 取自哪里：glibc 把释放的小块先留在缓存里，以后才合并。',
      },
      {
        en: 'Addresses: the system places the heap at random.',
        zh: '地址：系统随机安排堆的位置。',
      },
    ],
  },
});

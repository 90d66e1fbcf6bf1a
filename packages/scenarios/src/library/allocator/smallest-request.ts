import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const smallestRequest: Scenario = scenario({
  id: 'smallest-request',
  title: { en: 'One byte costs 32', zh: '一个字节要花 32 字节' },
  question: {
    en: 'A program asks for one byte. How many can it use, and how far away does the next block begin?',
    zh: '程序只要一个字节。它能用多少字节？下一个块从多远处开始？',
  },
  answer: {
    en: 'It can use 24, and the next block begins 32 bytes further on: the header takes 8, and no chunk is smaller than 32, because a free chunk must hold its size and two links.',
    zh: '可以用 24 字节，下一个块在 32 字节之后：头部占 8 字节，而且没有小于 32 字节的块，因为空闲块要存放自己的大小和两个链接。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    memory.malloc('a', 1),
    memory.usableSize('a'),
    memory.malloc('b', 24),
    memory.distance('a', 'b'),
    memory.malloc('c', 25),
    memory.usableSize('c'),
    memory.distance('b', 'c'),
    memory.malloc('d', 0, {
      note: {
        en: 'Even nothing gets a block of its own: malloc(0) answers with an address that may be freed.',
        zh: '什么都不要也会得到自己的块：malloc(0) 返回一个可以释放的地址。',
      },
    }),
    memory.usableSize('d'),
    memory.distance('c', 'd'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Requests of 0, 1 and 24 bytes all get 24 usable bytes in a chunk of 32; 25 bytes get 40 in a chunk of 48.',
        zh: '请求 0、1、24 字节都得到 32 字节的块，可用 24 字节；请求 25 字节得到 48 字节的块，可用 40 字节。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the system places the heap at random.',
        zh: '地址：系统随机安排堆的位置。',
      },
    ],
  },
});

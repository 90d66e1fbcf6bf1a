import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const wasteInside: Scenario = scenario({
  id: 'waste-inside',
  title: { en: 'Waste inside the blocks', zh: '块里面的浪费' },
  question: {
    en: 'A program keeps four times 25 bytes in four blocks, and once 100 bytes in one. How much of the heap does each way take?',
    zh: '程序把四个 25 字节分别放进四个块，又把 100 字节放进一个块。两种做法各占多少堆？',
  },
  answer: {
    en: 'Four blocks take 192 bytes, one block takes 112. Each chunk is rounded up to a multiple of 16 and has a header of its own. What lies inside a chunk and holds nothing of the program is internal fragmentation: no other request can have it.',
    zh: '四个块占 192 字节，一个块占 112 字节。每个块都要取整到 16 的倍数，都有自己的头部。留在块里面、又不存放程序数据的字节就是内部碎片：别的请求得不到它。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    ...['a', 'b', 'c', 'd'].map((name) => memory.malloc(name, 25)),
    memory.usableSize('a'),
    memory.malloc('whole', 100),
    memory.usableSize('whole'),
    memory.distance('a', 'whole'),
    memory.malloc('next', 24),
    memory.distance('whole', 'next'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Four requests of 25 bytes take 192 bytes, each with 40 usable.',
        zh: '四个 25 字节的请求共占 192 字节，每个可用 40 字节。',
      },
      {
        en: 'One request of 100 bytes takes 112, with 104 usable.',
        zh: '一个 100 字节的请求占 112 字节，可用 104 字节。',
      },
    ],
    notClaimed: [],
  },
});

import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const twoStructures: Scenario = scenario({
  id: 'two-structures',
  title: {
    en: 'The heap is one order, the free list another',
    zh: '堆是一种顺序，空闲链表是另一种',
  },
  question: {
    en: 'Three blocks of 40 bytes, a, b and c from left to right, are freed in the order a, c, b, with blocks in use between them. In which order do three new blocks of 40 bytes take their places?',
    zh: '三个 40 字节的块 a、b、c 从左到右排列，中间隔着使用中的块；释放的顺序是 a、c、b。三个新的 40 字节的块依次落在哪里？',
  },
  answer: {
    en: 'In b, c, a: the last freed is the first on the list. Every chunk lies in the heap from left to right, in use or free; the free ones stand on a list as well, linked through their own bytes, in the order in which they were freed. The heap is what free reads to find the neighbours, the list is what malloc reads to find room.',
    zh: '依次落在 b、c、a：最后释放的排在链表最前面。堆里从左到右排着所有的块，不论占用还是空闲；空闲的块同时还在一个链表上，链接就写在它们自己的字节里，按释放的先后排列。free 看堆来找左右邻居，malloc 看链表来找位置。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    ...['a', 'wall1', 'b', 'wall2', 'c', 'wall3'].map((name) => memory.malloc(name, 40)),
    memory.free('a'),
    memory.free('c'),
    memory.free('b'),
    memory.malloc('x', 40),
    memory.distance('x', 'wall2'),
    memory.malloc('y', 40),
    memory.distance('y', 'wall3'),
    memory.malloc('z', 40),
    memory.distance('z', 'wall1'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The three new blocks lie where b, c and a lay, in this order.',
        zh: '三个新块依次落在 b、c、a 原来的位置。',
      },
    ],
    notClaimed: [
      {
        en: 'Which list: glibc keeps these three in a list of its thread cache that holds one size only, our textbook heap in one list for all sizes.',
        zh: '哪一个链表：glibc 把这三块放在线程缓存里只收一种大小的链表上，我们的教科书式的堆只有一个收所有大小的链表。',
      },
    ],
  },
});

import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const samePlaceAgain: Scenario = scenario({
  id: 'same-place-again',
  title: { en: 'The same size, the same place', zh: '同样的大小，同样的位置' },
  question: {
    en: 'A block of 40 bytes is freed, and a block of 40 bytes is wanted. Does the program get a new place?',
    zh: '释放一个 40 字节的块，再要一个 40 字节的块。程序会得到新的位置吗？',
  },
  answer: {
    en: 'The old one: the freed chunk is the first on the list and fits exactly. So an address is no name: a pointer kept from before the free now points to somebody else, and nothing in it says so.',
    zh: '得到旧的：刚释放的块在链表最前面，大小正好。所以地址不是名字：释放之前留下的指针现在指向别人的数据，而指针本身看不出来。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    memory.malloc('a', 40),
    memory.malloc('wall', 40),
    memory.free('a'),
    memory.malloc('b', 40),
    memory.distance('wall', 'b'),
    memory.free('b'),
    memory.malloc('c', 33, {
      note: {
        en: '33 bytes need the same chunk of 48 as 40 do: equal after rounding is equal.',
        zh: '33 字节和 40 字节一样需要 48 字节的块：取整之后相等就是相等。',
      },
    }),
    memory.distance('wall', 'c'),
    memory.usableSize('c'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Both times the new block lies where the freed one lay, 48 before its neighbour.',
        zh: '两次的新块都在被释放的块原来的位置，在邻居之前 48 字节。',
      },
      { en: '33 bytes get 40.', zh: '要 33 字节，得到 40 字节。' },
    ],
    notClaimed: [
      {
        en: 'From which list: glibc takes the chunk from its thread cache, our textbook heap from its one list of free chunks.',
        zh: '取自哪个链表：glibc 从线程缓存里取，我们的教科书式的堆从唯一的空闲链表里取。',
      },
    ],
  },
});

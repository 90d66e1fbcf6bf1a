import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const twoOwners: Scenario = scenario({
  id: 'two-owners',
  title: {
    en: 'Freed twice, and nobody notices',
    zh: '重复释放，却没有人发现',
  },
  question: {
    en: 'A block is freed, written to, and freed again. glibc says nothing. What do the next two malloc calls of that size answer?',
    zh: '一个块被释放、被写入，然后又被释放。glibc 没有说什么。接下来两次同样大小的 malloc 会返回什么？',
  },
  answer: {
    en: 'The same address twice. The write wiped the mark by which glibc knows a cached block, so the block went on its list a second time. Now two parts of the program own one block, and each overwrites what the other keeps there. The complaint comes late, when both give it back.',
    zh: '两次都是同一个地址。写入抹掉了 glibc 用来认出缓存块的标记，所以这个块又一次进入链表。现在程序的两个部分拥有同一个块，互相覆盖对方的数据。直到两者都归还时才有报错，为时已晚。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'c', type: 'pointer' },
        { name: 'd', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('a', 24),
    memory.free('a'),
    process.fill('a', 16, {
      note: {
        en: 'A write after the free: it wipes the two words that glibc keeps in a free block.',
        zh: '释放后的写入：它抹掉 glibc 在空闲块里存放的两个字。',
      },
    }),
    memory.free('a'),
    memory.malloc('c', 24),
    memory.malloc('d', 24),
    memory.distance('c', 'd'),
    process.store('c', 0, 65),
    process.store('d', 0, 66),
    ask.byte('c', 0),
    memory.free('d'),
    memory.free('c'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Both requests get one address: distance 0, and what is stored through d is read through c.',
        zh: '两次请求得到同一个地址：距离为 0；经 d 写入的值可以经 c 读到。',
      },
      {
        en: 'glibc ends the program only when both are freed, with the line shown.',
        zh: '两者都释放时，glibc 才终止程序，并打印所示的一行。',
      },
      {
        en: 'valgrind sees what glibc does not: the write into the freed block, and the second free.',
        zh: 'valgrind 看到 glibc 没有看到的：对已释放块的写入，以及第二次释放。',
      },
    ],
    notClaimed: [
      {
        en: 'Two owners under valgrind: there a freed block waits long before it is handed out again, so the two requests get two addresses.',
        zh: '在 valgrind 之下也有两个主人：它让释放的块等很久才再次分配，所以两次请求得到两个地址。',
      },
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});

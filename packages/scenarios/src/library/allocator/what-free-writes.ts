import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whatFreeWrites: Scenario = scenario({
  id: 'what-free-writes',
  title: {
    en: 'What free does to the bytes',
    zh: 'free 对字节做了什么',
  },
  question: {
    en: 'A block of 40 bytes is full of ones. It is freed. What do its bytes hold now?',
    zh: '一个 40 字节的块里全是 1。把它释放之后，这些字节是什么？',
  },
  answer: {
    en: "The first 16 are glibc's: a link to the next block of the list, and a mark. The other 24 are as they were: free wipes nothing, and a password left there stays until somebody overwrites it. When the block is handed out again, glibc clears the mark and nothing else.",
    zh: '前 16 字节归 glibc：一个指向链表中下一个块的链接，和一个标记。其余 24 字节原样不变：free 不擦除任何东西，留在那里的密码会一直在，直到有人覆盖。块再次分配出去时，glibc 只清除标记，别的都不动。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('a', 40),
    process.fill('a', 40),
    ask.byte('a', 7),
    ask.byte('a', 16),
    memory.free('a'),
    ask.byte('a', 0, {
      notClaimed: {
        en: 'The word is a random number or made of the address: it differs with each run.',
        zh: '这个字是随机数，或由地址得出：每次运行都不同。',
      },
    }),
    ask.byte('a', 7, {
      note: {
        en: "The link is scrambled with the block's own address; its highest byte is 0, for no address is so large.",
        zh: '链接用块自己的地址混淆过；最高字节是 0，因为没有这么大的地址。',
      },
    }),
    ask.byte('a', 8, {
      notClaimed: {
        en: 'The word is a random number or made of the address: it differs with each run.',
        zh: '这个字是随机数，或由地址得出：每次运行都不同。',
      },
    }),
    ask.byte('a', 16),
    ask.byte('a', 39),
    memory.malloc('b', 40),
    memory.distance('a', 'b'),
    ask.byte('b', 8, {
      note: {
        en: 'Handed out again: the mark is cleared, so that it is not mistaken for a free block.',
        zh: '再次分配：标记被清除，以免被误认为空闲块。',
      },
    }),
    ask.byte('b', 16),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Bytes 16 and 39 are as they were; byte 7 has become 0, and byte 8 is 0 once the block is handed out again.',
        zh: '第 16 和 39 字节原样不变；第 7 字节变成 0；再次分配之后第 8 字节为 0。',
      },
      {
        en: 'valgrind tells each load from the freed block, with its offset.',
        zh: 'valgrind 报出对已释放块的每次读取及其偏移。',
      },
    ],
    notClaimed: [
      {
        en: 'The bytes of the link and of the mark themselves.',
        zh: '链接和标记本身的字节。',
      },
      {
        en: 'Other sizes: a large block keeps two links there, and no mark.',
        zh: '其他大小：大块在那里存放两个链接，没有标记。',
      },
    ],
  },
});

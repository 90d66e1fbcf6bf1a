import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const oneByteTooFar: Scenario = scenario({
  id: 'one-byte-too-far',
  title: {
    en: 'One byte too far',
    zh: '多写一个字节',
  },
  question: {
    en: 'A program stores 25 bytes into a block of 24. When does it notice, and what is it told?',
    zh: '程序往 24 字节的块里写了 25 字节。它什么时候发现，又会得到什么提示？',
  },
  answer: {
    en: 'Not at the store: the byte behind the block is ordinary memory, the first byte of the next header. The size there is now nonsense. glibc finds out when that next block is freed, and calls its pointer invalid, though it is exactly what malloc answered. So look for the error in the block before the one that is named.',
    zh: '写入时不会：块后面的字节是普通内存，正是下一个头部的第一个字节。那里的大小现在毫无意义。释放下一个块时 glibc 才发现，并说它的指针无效，可这个指针正是 malloc 返回的。所以要到被点名的块的前一个块里去找错误。',
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
    memory.malloc('a', 24),
    memory.malloc('b', 24),
    memory.distance('a', 'b'),
    ask.byte('a', 24, {
      note: {
        en: 'The byte behind a: the size of the chunk of b, 32, and the bit that says that the chunk before it is in use.',
        zh: 'a 后面的字节：b 所在块的大小 32，加上表示前一个块在用的那一位。',
      },
    }),
    process.fill('a', 25, {
      note: { en: '25 bytes into 24: one too many.', zh: '往 24 字节里写 25 字节：多了一个。' },
    }),
    ask.byte('a', 24),
    memory.free('a', {
      note: {
        en: 'The block that was overrun goes without a word.',
        zh: '写越界的块本身，释放时毫无声息。',
      },
    }),
    memory.free('b'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The byte behind the block is 33 before the store and 1 after it.',
        zh: '块后面的字节在写入之前是 33，之后是 1。',
      },
      {
        en: 'The store and the first free pass; the second free ends the program with SIGABRT and this line.',
        zh: '写入和第一次释放都能通过；第二次释放以 SIGABRT 终止程序并打印这一行。',
      },
      {
        en: 'valgrind tells each access behind the block where it happens: 0 bytes after a block of 24.',
        zh: 'valgrind 在每次越界访问发生时就报出来：紧跟在一个 24 字节的块之后。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});

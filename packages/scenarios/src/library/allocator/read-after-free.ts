import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const readAfterFree: Scenario = scenario({
  id: 'read-after-free',
  title: {
    en: 'Used after it was freed',
    zh: '释放后使用',
  },
  question: {
    en: 'A program frees a block and keeps the pointer. It goes on reading and writing through it. Does anything stop it?',
    zh: '程序释放一个块，却保留着指针，继续通过它读写。会有什么阻止它吗？',
  },
  answer: {
    en: 'Nothing: the page is still mapped, so the kernel sees no fault, and glibc does not look. At first most of the old bytes are still there, which hides the error. Then the next request of that size gets the place, and the old pointer reads and changes the data of its new owner. memcheck and AddressSanitizer report the first access; the program itself just goes on.',
    zh: '没有。这一页仍然映射着，内核看不到错误，glibc 也不检查。起初大部分旧字节还在，错误因此被掩盖。后来同样大小的请求得到这个位置，旧指针就读到并改动新主人的数据。memcheck 和 AddressSanitizer 会报告第一次访问；程序自己却照常运行。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'old', type: 'pointer' },
        { name: 'fresh', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('old', 24),
    process.store('old', 16, 65),
    memory.free('old'),
    ask.byte('old', 16, {
      note: {
        en: 'A load after the free: no signal, and the old value.',
        zh: '释放后的读取：没有信号，读到旧值。',
      },
    }),
    memory.malloc('fresh', 24),
    memory.distance('old', 'fresh'),
    process.store('fresh', 16, 66),
    ask.byte('old', 16),
    process.store('old', 16, 67),
    ask.byte('fresh', 16),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Each value that is read, that both pointers lead to one place, and that the program ends without a complaint.',
        zh: '读到的每个值，两个指针指向同一处，以及程序没有任何报错就结束。',
      },
      {
        en: 'valgrind tells both loads and the store through the old pointer: 16 bytes inside a block of 24 that is freed.',
        zh: 'valgrind 报出经旧指针的两次读取和一次写入：都在一个已释放的 24 字节块的第 16 字节。',
      },
    ],
    notClaimed: [
      {
        en: 'That it always goes like this: in a multi-threaded program, or after other requests, the place goes to somebody else.',
        zh: '总是如此：在多线程程序里，或有其他请求之后，这个位置会给别人。',
      },
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});

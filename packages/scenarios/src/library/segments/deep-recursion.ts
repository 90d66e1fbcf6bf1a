import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const deepRecursion: Scenario = scenario({
  id: 'deep-recursion',
  title: { en: 'Recursion until the stack is full', zh: '递归到栈满为止' },
  question: {
    en: 'A function with 1,000 bytes of its own calls itself without end. What stops it, and where?',
    zh: '一个自带 1,000 字节变量的函数不停地调用自己。什么会让它停下？停在哪里？',
  },
  answer: {
    en: 'Its stack: each call takes 1,024 bytes, the stack grows page by page to its limit of 8 MiB, and the first store beyond that page is answered with SIGSEGV. There is no answer NULL here: the compiler asks nobody.',
    zh: '是它的栈：每次调用占 1,024 字节，栈逐页增长到 8 MiB 的限制，越过那一页的第一次写入得到 SIGSEGV。这里没有 NULL 可以返回：编译器不向谁申请。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      functions: [
        { name: 'dig', variables: [{ name: 'room', type: 'char', length: 1000 }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    ask.stackLimit(),
    process.recurse('dig'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The limit, the signal and its code, and the page: number 2,049 from the top of the stack, one behind the limit of 2,048.',
        zh: '限制、信号及其代码，以及出错的页：从栈顶数第 2,049 页，正好越过 2,048 页的限制。',
      },
    ],
    notClaimed: [
      {
        en: 'The exact number of calls: what lies on the stack before main differs from start to start.',
        zh: '调用的准确次数：main 之前栈上的内容每次启动都不同。',
      },
    ],
  },
});

import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const initialStack: Scenario = scenario({
  id: 'initial-stack',
  title: { en: 'The stack before the first instruction', zh: '第一条指令之前的栈' },
  question: {
    en: 'A program is started without arguments but its own name. What is on its stack before it has done anything?',
    zh: '启动一个程序，除了它自己的名字没有别的参数。在它做任何事之前，栈上有什么？',
  },
  answer: {
    en: 'At the stack pointer the number of arguments, 1; above it the pointers to them up to a NULL, then those to the environment, then the pairs in which the kernel tells of itself, and on top the strings. The pointer is a multiple of 16.',
    zh: '栈指针处是参数个数 1；其上是指向各参数的指针，以 NULL 结尾；然后是环境变量的指针，再是内核介绍自身的一对对数值，最上面是字符串。栈指针是 16 的倍数。',
  },
  machine: { process: {} },
  program: [
    process.exec({ functions: [{ name: 'main', result: 'int' }] }),
    ask.stackAlignment(),
    ask.stackWord(0, { note: { en: 'This is argc.', zh: '这就是 argc。' } }),
    ask.stackWord(2, {
      note: {
        en: 'Word 1 is argv[0], an address; word 2 ends the list.',
        zh: '第 1 个字是 argv[0]，一个地址；第 2 个字结束列表。',
      },
    }),
    ask.pageSize({
      note: {
        en: 'One of the pairs of the auxiliary vector: how large a page is.',
        zh: '辅助向量中的一对：一页有多大。',
      },
    }),
    process.call('main', [], null, {
      note: {
        en: 'The start-up code of the C library takes these words and calls main with them.',
        zh: 'C 库的启动代码取走这些字，用它们调用 main。',
      },
    }),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The words at the stack pointer, its alignment, and AT_PAGESZ.',
        zh: '栈指针处的几个字、它的对齐，以及 AT_PAGESZ。',
      },
    ],
    notClaimed: [
      {
        en: 'The length of the environment: here it is empty, a real shell hands over many variables.',
        zh: '环境变量的长度：这里为空，真实的 shell 会传入许多变量。',
      },
    ],
  },
});

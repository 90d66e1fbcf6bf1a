import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const threeLifetimes: Scenario = scenario({
  id: 'three-lifetimes',
  title: { en: 'Three lifetimes', zh: '三种生存期' },
  question: {
    en: 'A function has a static variable and an automatic one, and asks malloc for a block. It is called twice. Which of the three still has its value the second time?',
    zh: '一个函数有一个 static 变量和一个自动变量，还用 malloc 要了一个块。它被调用两次。第二次时，三者中谁的值还在？',
  },
  answer: {
    en: 'The static variable, which lives as long as the program, and the block, which lives until free. The automatic variable is made anew by each call and ends with it.',
    zh: 'static 变量和块还在：前者与程序同寿，后者活到 free 为止。自动变量每次调用都重新产生，随调用结束而消失。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'kept', type: 'pointer' }],
      functions: [
        {
          name: 'work',
          variables: [
            { name: 'calls', type: 'int', storage: 'static' },
            { name: 'fresh', type: 'int' },
          ],
        },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    process.call('work'),
    process.add('calls', ['calls', 1]),
    process.add('fresh', ['calls', 10]),
    ask.value('calls'),
    memory.malloc('kept', 24),
    process.store('kept', 0, 7),
    process.return(),
    ask.byte('kept', 0, {
      note: {
        en: 'The function has returned: its frame is gone, the block is not.',
        zh: '函数已返回：它的栈帧没有了，块还在。',
      },
    }),
    process.call('work', [], null, {
      note: {
        en: 'The frame is new: nothing has been stored into fresh yet.',
        zh: '栈帧是新的：fresh 里还没有存入任何值。',
      },
    }),
    process.add('calls', ['calls', 1]),
    process.add('fresh', ['calls', 10]),
    ask.value('calls'),
    ask.value('fresh'),
    ask.byte('kept', 0),
    process.return(),
    memory.free('kept'),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The static variable counts 1, then 2; the byte in the block is 7 after the return and in the second call.',
        zh: 'static 变量先是 1，后是 2；块中的字节在返回之后和第二次调用时都是 7。',
      },
    ],
    notClaimed: [
      {
        en: 'What an automatic variable holds before its first store: reading it has no defined result, so nobody asks.',
        zh: '自动变量在第一次存入之前的内容：读取它没有确定的结果，所以不问。',
      },
      {
        en: 'Addresses: the real program is placed at random, has more code, and brings its libraries along.',
        zh: '地址：真实的程序位置随机，代码更多，还带着它的库。',
      },
    ],
  },
});

import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const staticLocal: Scenario = scenario({
  id: 'static-local',
  title: { en: 'A static local is not on the stack', zh: 'static 局部变量不在栈上' },
  question: {
    en: 'A static variable is declared inside a function. Does it lie on the stack with the other variables of the function?',
    zh: '在函数内部声明了一个 static 变量。它和函数的其他变量一样在栈上吗？',
  },
  answer: {
    en: 'No: it lies in bss, beside the globals, at the same place in every call. Only its name is local.',
    zh: '不是：它在 bss，与全局变量相邻，每次调用都在同一个位置。只有它的名字是局部的。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'first', type: 'pointer' }],
      functions: [
        {
          name: 'next',
          result: 'int',
          variables: [
            { name: 'number', type: 'int', storage: 'static' },
            { name: 'copy', type: 'int' },
          ],
        },
        { name: 'main', result: 'int', variables: [{ name: 'answer', type: 'int' }] },
      ],
    }),
    process.call('main'),
    process.call('next', [], 'answer'),
    process.add('number', ['number', 1]),
    process.point('first', 'number'),
    ask.segment('number'),
    process.add('copy', ['number']),
    ask.segment('copy'),
    process.return('copy'),
    process.call('next', [], 'answer'),
    process.add('number', ['number', 1]),
    ask.samePlace('number', 'first'),
    process.add('copy', ['number']),
    process.return('copy'),
    ask.value('answer'),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The segments, the one place in both calls, and the second answer, 2; nm lists number with a small b.',
        zh: '所在的段、两次调用的同一位置，以及第二次的结果 2；nm 给 number 标的是小写 b。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the real program is placed at random, has more code, and brings its libraries along.',
        zh: '地址：真实的程序位置随机，代码更多，还带着它的库。',
      },
    ],
  },
});

import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const eightArguments: Scenario = scenario({
  id: 'eight-arguments',
  title: { en: 'Eight arguments, one result', zh: '八个参数，一个结果' },
  question: {
    en: 'A function takes eight integers. Six registers carry arguments. Where do the other two travel, and how does the result come back?',
    zh: '一个函数有八个整型参数。只有六个寄存器传递参数。另外两个怎么传？结果怎么返回？',
  },
  answer: {
    en: 'On the stack, above the return address: the seventh 16 bytes above the frame pointer, the eighth 24. The result comes back in rax.',
    zh: '通过栈，在返回地址之上：第七个在帧指针之上 16 字节，第八个在 24 字节。结果放在 rax 返回。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'total', type: 'int' }],
      functions: [
        {
          name: 'sum',
          result: 'int',
          parameters: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => ({
            name,
            type: 'int' as const,
          })),
          variables: [{ name: 'result', type: 'int' }],
        },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    process.call('sum', [1, 2, 3, 4, 5, 6, 7, 8], 'total'),
    ask.frameOffset('g', {
      note: {
        en: 'At the frame pointer lies the saved one, above it the return address, 8 bytes each; then come the arguments.',
        zh: '帧指针处是保存的帧指针，其上是返回地址，各 8 字节，再往上是参数。',
      },
    }),
    ask.frameOffset('h'),
    process.add('result', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']),
    process.return('result'),
    ask.value('total'),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Where the seventh and eighth argument lie, and the result, 36.',
        zh: '第七、第八个参数的位置，以及结果 36。',
      },
    ],
    notClaimed: [
      {
        en: 'Where the compiler keeps the first six and the local variable inside the frame: that is its own choice, and with optimisation they stay in registers.',
        zh: '前六个参数和局部变量在栈帧里的位置：由编译器决定；优化后它们可能一直留在寄存器里。',
      },
    ],
  },
});

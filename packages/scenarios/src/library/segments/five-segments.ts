import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const fiveSegments: Scenario = scenario({
  id: 'five-segments',
  title: { en: 'What puts a variable where', zh: '变量放在哪里，由什么决定' },
  question: {
    en: 'A program has a function, a constant, a literal, a global with a value, one without, a local variable and a block from malloc. Which segment does each lie in?',
    zh: '一个程序有函数、常量、字面量、有初值的全局变量、没有初值的全局变量、局部变量，以及 malloc 得到的块。它们各在哪个段？',
  },
  answer: {
    en: 'The function in text; constant and literal in rodata; the global with a value in data, the one without in bss; the local in the stack; the block in the heap. The declaration decides, not the value it has later.',
    zh: '函数在 text；常量和字面量在 rodata；有初值的全局变量在 data，没有的在 bss；局部变量在栈；malloc 的块在堆。由声明决定，与以后的值无关。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'limit', type: 'int', storage: 'const', value: 100 },
        { name: 'counter', type: 'int', value: 7 },
        { name: 'total', type: 'int' },
        { name: 'greeting', type: 'pointer', literal: 'hello' },
        { name: 'block', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int', variables: [{ name: 'local', type: 'int' }] }],
    }),
    process.call('main'),
    process.add('local', [1]),
    memory.malloc('block', 24),
    ask.segment('main'),
    ask.segment('limit'),
    ask.targetSegment('greeting'),
    ask.segment('greeting', {
      note: {
        en: 'greeting is a pointer with a value, so it lies in data; what it points to does not.',
        zh: 'greeting 是有初值的指针，所以它在 data；它指向的内容却不在。',
      },
    }),
    ask.segment('counter'),
    ask.segment('total'),
    process.add('total', ['counter', 'local']),
    ask.segment('total'),
    ask.segment('local'),
    ask.targetSegment('block'),
    ask.segment('block'),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The segment of each, by the symbols of the linker and the map of the kernel, and the letter nm gives each name.',
        zh: '各自所在的段：依据链接器的符号和内核的映射表；以及 nm 给每个名字的字母。',
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

import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const readOnly: Scenario = scenario({
  id: 'read-only',
  title: { en: 'A literal cannot be changed', zh: '字面量不能修改' },
  question: {
    en: 'A pointer leads to the literal "hello", another to a const variable. The program may read both. What happens when it stores?',
    zh: '一个指针指向字面量 "hello"，另一个指向 const 变量。程序可以读取两者。写入时会怎样？',
  },
  answer: {
    en: 'The kernel stops it with SIGSEGV, SEGV_ACCERR: both lie in a mapping that allows reading only. The pointer itself lies in data and may be changed freely.',
    zh: '内核以 SIGSEGV、SEGV_ACCERR 终止它：两者都在只读的映射里。指针本身在 data，可以随意修改。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'greeting', type: 'pointer', literal: 'hello' },
        { name: 'limit', type: 'int', storage: 'const', value: 100 },
        { name: 'place', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    ask.byte('greeting', 0),
    ask.access('greeting', 0, 'read'),
    ask.access('greeting', 0, 'write', {
      note: {
        en: 'The program tries with a handler for the signal, so that it can go on.',
        zh: '程序为这个信号装了处理函数再试，这样可以继续运行。',
      },
    }),
    process.point('place', 'limit'),
    ask.access('place', 0, 'read'),
    ask.access('place', 0, 'write'),
    process.point('place', 'greeting'),
    ask.access('place', 0, 'write'),
    process.store('greeting', 0, 72, {
      note: { en: 'And now without trying first.', zh: '这次不再试探。' },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'Signal and code of each store, and that reading is allowed.',
        zh: '每次写入的信号和代码，以及读取是允许的。',
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

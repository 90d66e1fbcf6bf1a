import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const stackPerThread: Scenario = scenario({
  id: 'stack-per-thread',
  title: { en: 'One stack for each thread', zh: '每个线程一个栈' },
  question: {
    en: 'A thread runs a function with a local variable. Does the variable lie on the stack that main uses?',
    zh: '线程运行一个函数，函数有局部变量。这个变量在 main 使用的栈上吗？',
  },
  answer: {
    en: 'No: the C library maps a stack for each thread, as large as the limit allows, with a page below that nobody may touch. Only the first thread has the stack of the kernel. The mapping stays when the thread ends, and serves the next one.',
    zh: '不是：C 库为每个线程映射一个栈，大小为栈的限制，其下有一页谁也不能访问。只有第一个线程使用内核给的栈。线程结束后映射仍在，留给下一个线程。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'outer', type: 'pointer' },
        { name: 'earlier', type: 'pointer' },
      ],
      functions: [
        { name: 'work', variables: [{ name: 'own', type: 'int' }] },
        { name: 'again', variables: [{ name: 'same', type: 'int' }] },
        { name: 'main', result: 'int', variables: [{ name: 'mine', type: 'int' }] },
      ],
    }),
    process.call('main'),
    process.point('outer', 'mine'),
    ask.segment('mine'),
    process.thread('work'),
    process.add('own', [1]),
    ask.segment('own'),
    ask.threadStack(),
    ask.below('own', 'outer'),
    process.point('earlier', 'own'),
    process.return(),
    process.thread('again'),
    ask.samePlace('same', 'earlier'),
    process.return(),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Where the variables lie, the 8,388,608 bytes of the stack of the thread, and that the second thread gets the stack of the first.',
        zh: '变量所在之处、线程栈的 8,388,608 字节，以及第二个线程得到第一个线程的栈。',
      },
    ],
    notClaimed: [
      {
        en: 'How the threads take turns: here each runs alone until it ends.',
        zh: '线程如何交替：这里每个线程独自运行到结束。',
      },
    ],
  },
});

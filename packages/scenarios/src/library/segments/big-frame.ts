import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const bigFrame: Scenario = scenario({
  id: 'big-frame',
  title: { en: 'One frame too big', zh: '一个过大的栈帧' },
  question: {
    en: 'A function has a local array of 16 MiB, the stack a limit of 8. Does the call fail, and with what?',
    zh: '函数有一个 16 MiB 的局部数组，而栈的限制是 8 MiB。调用会失败吗？怎样失败？',
  },
  answer: {
    en: 'Not the call: it only moves the stack pointer. The first store into the far end of the array is what faults. The same 16 MiB from mmap are no trouble.',
    zh: '调用不会失败：它只移动栈指针。对数组远端的第一次写入才出错。同样的 16 MiB 从 mmap 得来则毫无问题。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'area', type: 'pointer' },
        { name: 'place', type: 'pointer' },
      ],
      functions: [
        { name: 'big', variables: [{ name: 'room', type: 'char', length: 16_777_216 }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    ask.stackLimit(),
    process.mmap('area', 16_777_216),
    ask.access('area', 0, 'write'),
    process.call('big'),
    process.point('place', 'room'),
    process.store('place', 0, 1),
  ],
  claims: {
    confirmed: [
      {
        en: 'That the call passes and the store ends in SIGSEGV, SEGV_MAPERR; and that the mapping can be used.',
        zh: '调用通过，而写入以 SIGSEGV、SEGV_MAPERR 结束；映射可以使用。',
      },
    ],
    notClaimed: [
      {
        en: 'With -fstack-clash-protection the compiler touches each page of a big frame at the call, and the fault comes there.',
        zh: '加上 -fstack-clash-protection，编译器会在调用时逐页访问大栈帧，错误就出现在那里。',
      },
    ],
  },
});

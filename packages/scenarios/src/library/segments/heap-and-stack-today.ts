import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const heapAndStackToday: Scenario = scenario({
  id: 'heap-and-stack-today',
  title: { en: 'Heap and stack today', zh: '今天的堆与栈' },
  question: {
    en: 'A 64-bit program lets its heap grow, then its stack. Which of the two runs into the other?',
    zh: '一个 64 位程序让堆增长，再让栈增长。谁会撞上谁？',
  },
  answer: {
    en: 'Neither: tens of thousands of GiB lie between them, with the mappings of mmap in the middle. The heap ends with an answer, NULL, the stack at its limit with a signal.',
    zh: '谁也撞不上谁：两者之间有数万 GiB 的地址，mmap 的映射在中间。堆到头时得到的是返回值 NULL，栈到达限制时得到的是信号。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'heap', type: 'pointer' },
        { name: 'area', type: 'pointer' },
      ],
      functions: [
        { name: 'dig', variables: [{ name: 'room', type: 'char', length: 4000 }] },
        { name: 'main', result: 'int', variables: [{ name: 'local', type: 'int' }] },
      ],
    }),
    process.call('main'),
    ask.room(40_000),
    process.sbrk('heap', 67_108_864),
    ask.null('heap'),
    process.mmap('area', 67_108_864),
    ask.targetSegment('area'),
    ask.below('local', 'area', {
      note: {
        en: 'What mmap gives lies between heap and stack.',
        zh: 'mmap 给的内存在堆和栈之间。',
      },
    }),
    ask.below('heap', 'area'),
    process.sbrk('heap', 2 ** 47),
    ask.null('heap'),
    process.recurse('dig'),
  ],
  claims: {
    confirmed: [
      {
        en: 'At least 40,000 GiB between heap and stack, the mapping between them, the refused break, and the fault at the limit of the stack.',
        zh: '堆与栈之间至少 40,000 GiB、两者之间的映射、被拒绝的中断点，以及栈到达限制时的错误。',
      },
    ],
    notClaimed: [
      {
        en: 'The exact distance: the kernel chooses all three places at random.',
        zh: '准确的距离：三者的位置都由内核随机选择。',
      },
      {
        en: 'The exact number of calls.',
        zh: '调用的准确次数。',
      },
    ],
  },
});

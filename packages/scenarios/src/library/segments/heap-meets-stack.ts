import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** All the addresses between program and stack of the picture, less 592 KiB. */
const NEARLY_ALL = 3_085_959_168;

export const heapMeetsStack: Scenario = scenario({
  id: 'heap-meets-stack',
  title: { en: 'Heap meets stack, in the textbook', zh: '教科书里，堆与栈相遇' },
  question: {
    en: 'In the classic picture the heap grows up, the stack grows down, and nothing lies between. What happens when they meet?',
    zh: '在经典的图里，堆向上增长，栈向下增长，中间什么也没有。它们相遇时会怎样？',
  },
  answer: {
    en: 'Nothing is said: the frame reaches into the heap, and a store to a local variable destroys what the heap kept there. No kernel of today lets it come to that.',
    zh: '没有任何提示：栈帧伸进堆里，写局部变量就毁掉了堆中的内容。今天的内核不会让它发生。',
  },
  machine: { process: { platform: 'classic', stackLimit: null } },
  program: [
    process.exec({
      variables: [
        { name: 'heap', type: 'pointer' },
        { name: 'last', type: 'pointer' },
        { name: 'place', type: 'pointer' },
      ],
      functions: [
        { name: 'deep', variables: [{ name: 'room', type: 'char', length: 1_048_576 }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    process.sbrk('heap', NEARLY_ALL),
    process.sbrk('last', 65_536),
    process.store('last', 0, 7),
    ask.byte('last', 0),
    process.call('deep'),
    process.point('place', 'room'),
    process.fill('place', 1_048_576),
    ask.byte('last', 0),
    process.return(),
    process.return(0),
  ],
  claims: {
    confirmed: [],
    notClaimed: [
      {
        en: 'All of it: no kernel ever had quite this layout. Small machines without protection did behave so; for Linux of today, see “Heap and stack today”.',
        zh: '全部：从来没有内核完全如此布局。没有内存保护的小机器确实会这样；今天的 Linux 见“今天的堆与栈”。',
      },
    ],
  },
});

import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const stackAgainstHeap: Scenario = scenario({
  id: 'stack-against-heap',
  title: { en: 'Stack against heap, point by point', zh: '栈与堆，逐点比较' },
  question: {
    en: 'Who manages each, how long does a thing live there, how large can it be, which way does it grow, does it leave holes, what does an allocation cost, and how does it fail?',
    zh: '各由谁管理？其中的东西活多久？能有多大？向哪边增长？会不会留下空洞？一次分配要多少代价？怎样失败？',
  },
  answer: {
    en: 'The stack is the work of the compiler: one subtraction for a frame of any size, gone with the return, never a hole, 8 MiB, and a signal at the end. The heap is the work of the program: a search for each block, there until free, in holes or behind them, as large as the system allows, and NULL at the end.',
    zh: '栈由编译器管理：栈帧再大也只是一次减法，返回时消失，从不留空洞，限 8 MiB，到头时是一个信号。堆由程序管理：每个块都要查找，一直活到 free，放在空洞里或其后，大小只受系统限制，到头时返回 NULL。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
        { name: 'c', type: 'pointer' },
        { name: 'd', type: 'pointer' },
        { name: 'outer', type: 'pointer' },
      ],
      functions: [
        { name: 'small', variables: [{ name: 'few', type: 'char', length: 200 }] },
        { name: 'large', variables: [{ name: 'many', type: 'char', length: 100_000 }] },
        { name: 'inner', variables: [{ name: 'below', type: 'int' }] },
        { name: 'dig', variables: [{ name: 'room', type: 'char', length: 1000 }] },
        { name: 'main', result: 'int', variables: [{ name: 'above', type: 'int' }] },
      ],
    }),
    process.call('main'),
    ask.sameSteps('small', 'large', {
      note: {
        en: 'Cost of the stack: a frame of 200 bytes and one of 100,000 take the same instructions.',
        zh: '栈的代价：200 字节的栈帧和 100,000 字节的栈帧用同样多的指令。',
      },
    }),
    process.point('outer', 'above'),
    process.call('inner', [], null, {
      note: {
        en: 'Manager and direction: the call makes the frame by itself, below that of its caller.',
        zh: '管理者与方向：调用自动产生栈帧，在调用者的栈帧之下。',
      },
    }),
    ask.below('below', 'outer'),
    process.return(null, {
      note: {
        en: 'Lifetime: the frame ends with the call.',
        zh: '生存期：栈帧随调用结束而消失。',
      },
    }),
    memory.malloc('a', 40, {
      note: {
        en: 'Manager: here the program asks, and must remember to give back.',
        zh: '管理者：这里由程序申请，也要由程序记得归还。',
      },
    }),
    memory.malloc('b', 40),
    memory.malloc('c', 40),
    memory.distance('a', 'b', {
      note: {
        en: 'Direction: each block lies above the one before.',
        zh: '方向：后一块在前一块之上。',
      },
    }),
    memory.free('b', {
      note: {
        en: 'Contiguity: a hole is left in the middle; the stack never has one.',
        zh: '连续性：中间留下一个空洞；栈从不如此。',
      },
    }),
    memory.malloc('d', 100, {
      note: {
        en: 'Cost of the heap: the hole is examined, is too small, and the block comes from behind.',
        zh: '堆的代价：查看空洞，太小，于是从后面取。',
      },
    }),
    memory.distance('a', 'd'),
    ask.stackLimit({ note: { en: 'Size of the stack.', zh: '栈的大小。' } }),
    memory.malloc('d', 16_777_216, {
      note: {
        en: 'Size of the heap: twice the whole stack in one block. The way to the block before is lost: that leak, too, only a heap can have.',
        zh: '堆的大小：一个块就是整个栈的两倍。前一个块从此无法到达：这种泄漏也只有堆才有。',
      },
    }),
    ask.null('d'),
    process.mmap('d', 2 ** 47, {
      note: {
        en: 'Failure: too much is answered with NULL, and the program decides.',
        zh: '失败：要得太多，得到 NULL，由程序决定怎么办。',
      },
    }),
    ask.null('d'),
    process.recurse('dig', {
      note: {
        en: 'Failure of the stack: a signal, and the program is over.',
        zh: '栈的失败：一个信号，程序就此结束。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'Equal instructions for both frames, counted one by one by the trap flag of the processor; both directions; the hole that stays; both limits; NULL and the signal.',
        zh: '两个栈帧的指令数相同（由处理器的单步标志逐条计数）；两个方向；留下的空洞；两种大小限制；NULL 和信号。',
      },
    ],
    notClaimed: [
      {
        en: 'How malloc of glibc searches: it has bins and a cache for each size where our textbook heap has one list, and takes 16 MiB from mmap.',
        zh: 'glibc 的 malloc 如何查找：它按大小分箱并有缓存，而教科书式的堆只有一条链表；16 MiB 则来自 mmap。',
      },
      {
        en: 'The exact number of calls.',
        zh: '调用的准确次数。',
      },
    ],
  },
});

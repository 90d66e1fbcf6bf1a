import { library } from '../../library/index.ts';
import type { Pair } from '../question.ts';
import { pair } from '../question.ts';
import type { Seen } from '../seen.ts';

const wayOfFailing = (seen: Seen): string =>
  `${seen.answer('d is NULL', 1) ? 'NULL' : 'memory'}, ${seen.fault()}`;

export const overflowIsExhaustion: Pair = pair(
  'M8',
  {
    about: library['stack-against-heap'],
    before: 18,
    text: {
      en: 'A program asks mmap for 128 TiB, far too much. Later it recurses without end. How does each of the two fail?',
      zh: '程序向 mmap 要 128 TiB，远远超出可能。后来它又无休止地递归。两者各怎样失败？',
    },
    measure: wayOfFailing,
    options: [
      {
        says: {
          en: 'Both end in SIGSEGV: memory is used up',
          zh: '都以 SIGSEGV 告终：内存用完了',
        },
        claims: 'memory, SIGSEGV SEGV_MAPERR',
        believed: true,
        because: {
          en: 'A refused request is an answer, NULL here, and the program goes on. Only the stack, which asks nobody, ends with a signal.',
          zh: '请求被拒绝只是一个返回值，这里是 NULL，程序继续运行。只有不向谁申请的栈才以信号告终。',
        },
      },
      {
        says: {
          en: 'The first with NULL, the recursion with SIGSEGV',
          zh: '前者得到 NULL，递归得到 SIGSEGV',
        },
        claims: 'NULL, SIGSEGV SEGV_MAPERR',
        because: {
          en: 'Right. Who asks gets an answer and can decide what to do; the stack grows by itself, and its limit speaks only through a signal.',
          zh: '对。申请的一方得到答复，可以自己决定怎么办；栈是自动增长的，它的限制只能用信号来表达。',
        },
      },
      {
        says: {
          en: 'Both with NULL: the call returns nothing',
          zh: '都是 NULL：调用什么也不返回',
        },
        claims: 'NULL, none',
        because: {
          en: 'A call has nothing to return NULL to: it only moves the stack pointer, and the store into the new frame faults.',
          zh: '函数调用没有地方可以返回 NULL：它只移动栈指针，出错的是对新栈帧的写入。',
        },
      },
    ],
  },
  {
    about: library['big-frame'],
    before: 3,
    text: {
      en: 'The machine has 24 GiB free, the stack a limit of 8 MiB. A program stores into 16 MiB from mmap, then into the far end of a local array of 16 MiB. What comes of the two stores?',
      zh: '机器有 24 GiB 空闲内存，栈的限制是 8 MiB。程序先写入 mmap 得来的 16 MiB，再写入 16 MiB 局部数组的远端。两次写入结果如何？',
    },
    measure: (seen) => `${seen.answer('store to area[0]')}, ${seen.fault()}`,
    options: [
      {
        says: {
          en: 'Both are done: there is enough memory',
          zh: '都成功：内存足够',
        },
        claims: 'done, none',
        believed: true,
        because: {
          en: 'A stack overflows when it passes its limit, however much memory is free: the second store ends in SIGSEGV.',
          zh: '栈超过限制就溢出，不管还有多少空闲内存：第二次写入以 SIGSEGV 结束。',
        },
      },
      {
        says: {
          en: 'The first is done, the second ends in SIGSEGV',
          zh: '第一次成功，第二次以 SIGSEGV 结束',
        },
        claims: 'done, SIGSEGV SEGV_MAPERR',
        because: {
          en: 'Right. The mapping is bounded by the system, the frame by RLIMIT_STACK: 16 MiB below the top nothing may be mapped for the stack.',
          zh: '对。映射受系统限制，栈帧受 RLIMIT_STACK 限制：栈顶之下 16 MiB 处，栈不能增长到那里。',
        },
      },
      {
        says: {
          en: 'The first ends in SIGSEGV already',
          zh: '第一次就以 SIGSEGV 结束',
        },
        claims: 'SEGV_MAPERR, SIGSEGV SEGV_MAPERR',
        because: {
          en: 'What mmap has mapped may be used; the limit of the stack does not concern it.',
          zh: 'mmap 映射的内存可以使用，与栈的限制无关。',
        },
      },
    ],
  },
);

import { library } from '../../library/index.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const fourMebibytesOfStack = ownProgram({
  id: 'four-mebibytes-of-stack',
  machine: { process: { stackLimit: 4_194_304 } },
  program: [
    process.exec({
      functions: [
        { name: 'dig', variables: [{ name: 'room', type: 'char', length: 4000 }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    ask.stackLimit(),
    process.recurse('dig'),
  ],
});

export const untilTheyMeet: Pair = pair(
  'M7',
  {
    about: library['heap-and-stack-today'],
    before: 11,
    text: {
      en: 'A 64-bit program with a small heap recurses without end. The machine has plenty of memory. What makes the recursion fail?',
      zh: '一个 64 位程序，堆很小，无休止地递归。机器内存充足。递归因什么而失败？',
    },
    measure: (seen) => seen.event(11, 'faulted').reason,
    options: [
      {
        says: { en: 'The stack runs into the heap', zh: '栈撞上了堆' },
        claims: 'behind-break',
        believed: true,
        because: {
          en: 'More than 40,000 GiB lie between the two. The kernel refuses to let the stack grow beyond its limit, RLIMIT_STACK, long before.',
          zh: '两者之间有 40,000 GiB 以上的地址。早在那之前，内核就不让栈超过限制 RLIMIT_STACK。',
        },
      },
      {
        says: {
          en: 'The stack has reached its limit, 8 MiB',
          zh: '栈到达限制，8 MiB',
        },
        claims: 'stack-limit',
        because: {
          en: 'Right. The page fault below the stack is answered by growing it only while it stays within RLIMIT_STACK; then comes SIGSEGV.',
          zh: '对。栈下方的缺页异常只有在不超过 RLIMIT_STACK 时才让栈增长；之后就是 SIGSEGV。',
        },
      },
      {
        says: {
          en: 'The stack meets the mappings of mmap, guard gap and all',
          zh: '栈遇到 mmap 的映射和保护间隙',
        },
        claims: 'guard-gap',
        because: {
          en: 'The kernel keeps those mappings further away than the limit lets the stack grow; here the limit comes first.',
          zh: '内核把那些映射放在栈的限制之外；这里先到的是限制。',
        },
      },
    ],
  },
  {
    about: fourMebibytesOfStack,
    before: 3,
    text: {
      en: 'The stack limit is set to 4 MiB = 1,024 pages. A function recurses without end. At which page, counted from the top of the stack, does it fault?',
      zh: '栈的限制设为 4 MiB，即 1,024 页。一个函数无休止地递归。从栈顶数，它在第几页出错？',
    },
    measure: (seen) => seen.answer('pages from the top of the stack to the fault'),
    options: [
      {
        says: {
          en: 'Billions further down, where the heap begins',
          zh: '再往下几十亿页，堆开始的地方',
        },
        claims: { atLeast: 1_000_000_000 },
        believed: true,
        because: {
          en: 'The stack never gets near the heap: the first page beyond the limit, number {}, faults.',
          zh: '栈远远到不了堆：越过限制的第一页，即第 {} 页，就出错。',
        },
      },
      {
        says: { en: 'Page {}: 8 MiB is a fixed rule', zh: '第 {} 页：8 MiB 是固定的规则' },
        claims: 2049,
        because: {
          en: '8 MiB is only the usual setting of RLIMIT_STACK. With 4 MiB it is page {}.',
          zh: '8 MiB 只是 RLIMIT_STACK 通常的设置。4 MiB 时是第 {} 页。',
        },
      },
      {
        says: { en: 'Page {}: the first beyond the limit', zh: '第 {} 页：越过限制的第一页' },
        claims: 1025,
        because: {
          en: 'Right. 1,024 pages are within the limit, and the first store into the next one is answered with SIGSEGV.',
          zh: '对。1,024 页在限制之内，对下一页的第一次写入得到 SIGSEGV。',
        },
      },
    ],
  },
);

import { library } from '../../library/index.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const twoMebibytes = 2_097_152;

const aThreadOfTwoMebibytes = ownProgram({
  id: 'a-thread-of-two-mebibytes',
  machine: { process: { stackLimit: twoMebibytes } },
  program: [
    process.exec({
      functions: [
        { name: 'work', variables: [{ name: 'own', type: 'int' }] },
        { name: 'main', result: 'int', variables: [{ name: 'mine', type: 'int' }] },
      ],
    }),
    process.call('main'),
    ask.stackLimit(),
    process.thread('work'),
    ask.threadStack(),
    process.return(),
    process.return(0),
  ],
});

export const oneStack: Pair = pair(
  'M5',
  {
    about: library['stack-per-thread'],
    before: 4,
    text: {
      en: 'main has a local variable, mine; it lies in the mapping named [stack]. A thread runs the function work, which has a local variable, own. Where does own lie?',
      zh: 'main 有局部变量 mine，它在名为 [stack] 的映射里。一个线程运行函数 work，work 有局部变量 own。own 在哪里？',
    },
    measure: (seen) => seen.answer('segment of own'),
    options: [
      {
        says: { en: 'In [stack], below the frame of main', zh: '在 [stack]，main 的栈帧之下' },
        claims: 'stack',
        believed: true,
        because: {
          en: 'Two threads that push and pop on one stack would destroy each other’s frames. Each thread has its own, here a mapping from {}.',
          zh: '两个线程在同一个栈上压入弹出，会毁掉对方的栈帧。每个线程有自己的栈，这里是来自 {} 的映射。',
        },
      },
      {
        says: {
          en: 'In a mapping of its own, made with mmap',
          zh: '在一段用 mmap 建立的、它自己的映射里',
        },
        claims: 'mmap',
        because: {
          en: 'Right. The C library maps a stack for every thread, with a guard page below; only the first thread uses the stack of the kernel.',
          zh: '对。C 库为每个线程映射一个栈，下面有一个保护页；只有第一个线程使用内核给的栈。',
        },
      },
      {
        says: { en: 'In the heap, from malloc', zh: '在堆里，来自 malloc' },
        claims: 'heap',
        because: {
          en: 'A stack needs a guard page and room to grow down, which a heap block has not: glibc takes a mapping of its own, {}.',
          zh: '栈需要保护页和向下增长的余地，堆里的块没有：glibc 用单独的映射，即 {}。',
        },
      },
    ],
  },
  {
    about: aThreadOfTwoMebibytes,
    before: 3,
    text: {
      en: 'The stack limit is set to 2 MiB (ulimit -s 2048). main starts a thread. How many bytes of stack does the thread get for itself?',
      zh: '栈的限制设为 2 MiB（ulimit -s 2048）。main 启动一个线程。线程自己得到多少字节的栈？',
    },
    measure: (seen) => seen.answer('bytes of the stack of this thread'),
    options: [
      {
        says: { en: '{}: it shares that of main', zh: '{}：与 main 共用' },
        claims: 0,
        believed: true,
        because: {
          en: 'There is one stack for each thread, not one for the process: this one has {} bytes of its own.',
          zh: '栈是每个线程一个，不是每个进程一个：这个线程自己有 {} 字节。',
        },
      },
      {
        says: { en: '{}: half of it', zh: '{}：一半' },
        claims: 1_048_576,
        because: {
          en: 'Nothing is divided. The limit holds for each stack by itself, and glibc maps {} bytes for a thread.',
          zh: '没有什么要平分。限制对每个栈单独有效，glibc 为一个线程映射 {} 字节。',
        },
      },
      {
        says: { en: '{}: as much as the limit', zh: '{}：与限制一样多' },
        claims: twoMebibytes,
        because: {
          en: 'Right. glibc takes RLIMIT_STACK as the size of each thread’s stack. A hundred threads take 200 MiB of addresses, and memory only where they touch it.',
          zh: '对。glibc 把 RLIMIT_STACK 当作每个线程栈的大小。一百个线程占 200 MiB 地址，但只有访问过的地方才占内存。',
        },
      },
      {
        says: { en: '{}: always 8 MiB', zh: '{}：总是 8 MiB' },
        claims: 8_388_608,
        because: {
          en: '8 MiB is only the usual limit. glibc reads the limit when the program starts, and here it is {}.',
          zh: '8 MiB 只是通常的限制。glibc 在程序启动时读取限制，这里是 {}。',
        },
      },
    ],
  },
);

import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const fromExecToExit: Scenario = scenario({
  id: 'from-exec-to-exit',
  title: { en: 'A process, from exec to exit', zh: '一个进程：从 exec 到 exit' },
  question: {
    en: 'A program is started, calls a function, takes memory from malloc and from the kernel, gives some of it back, and ends. Which of its parts are there from the start, which come and go, and what is left?',
    zh: '程序启动，调用函数，从 malloc 和内核取得内存，归还一部分，然后结束。哪些部分一开始就有，哪些来了又去，最后剩下什么？',
  },
  answer: {
    en: 'Code, constants and variables of fixed place come with exec, as does the stack with its first words. Frames come and go with calls. The heap begins at the first malloc and grows by the program break; free gives its bytes back to the allocator, not to the kernel. What mmap gave, munmap takes at once. At the end the kernel takes all of it: nothing is left.',
    zh: '代码、常量和位置固定的变量随 exec 而来，带着最初几个字的栈也是。栈帧随调用来去。堆从第一次 malloc 开始，靠程序中断点增长；free 把字节还给分配器，而不是内核。mmap 给的，munmap 立即收回。最后内核收回一切：什么也不剩。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'limit', type: 'int', value: 3, storage: 'const' },
        { name: 'block', type: 'pointer' },
        { name: 'area', type: 'pointer' },
      ],
      functions: [
        { name: 'work', variables: [{ name: 'here', type: 'int' }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    ask.segment('limit'),
    ask.segment('block'),
    process.call('work'),
    process.add('here', ['limit', 4]),
    ask.segment('here'),
    ask.value('here'),
    memory.malloc('block', 100),
    ask.targetSegment('block'),
    process.store('block', 0, 7),
    process.return(),
    process.mmap('area', 1_048_576),
    process.fill('area', 8192),
    ask.resident('area', 1_048_576),
    process.munmap('area', 1_048_576),
    ask.byte('block', 0),
    memory.free('block'),
    process.exit(0),
    ask.mappings(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Segments of the constant, the global, the local and the block; two of 256 pages have memory after 8,192 bytes are stored; no mapping is left at the end.',
        zh: '常量、全局变量、局部变量和块所在的段；写入 8,192 字节后，256 页中有两页有内存；结束时一个映射也不剩。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses and the number of mappings: the real program brings its libraries along.',
        zh: '地址与映射的个数：真实的程序还带着它的库。',
      },
    ],
  },
});

import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const freeIsNoSystemCall: Scenario = scenario({
  id: 'free-is-no-system-call',
  title: {
    en: 'free is not a system call',
    zh: 'free 不是系统调用',
  },
  question: {
    en: 'A program takes three blocks and frees them all. How often does the program break move?',
    zh: '程序取得三个块，又全部释放。程序中断点移动了几次？',
  },
  answer: {
    en: "Once. The first malloc asks the kernel for 132 KiB at a time; every call after it only changes the heap's own bytes, and so does free. The kernel learns nothing of the blocks: for it the heap is one mapping, as large as before.",
    zh: '一次。第一次 malloc 一口气向内核要 132 KiB；之后的每次调用都只改动堆自己的字节，free 也一样。内核对这些块一无所知：在它看来，堆是一个映射，大小没有变。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: [
        { name: 'a', type: 'pointer' },
        { name: 'b', type: 'pointer' },
        { name: 'c', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    ask.heapBytes(),
    memory.malloc('a', 1000),
    ask.heapBytes(),
    memory.malloc('b', 5000),
    memory.malloc('c', 20),
    ask.heapBytes(),
    memory.free('a'),
    memory.free('b'),
    memory.free('c'),
    ask.heapBytes(),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The heap has 0 bytes, then 135,168 after the first malloc, and never any other number.',
        zh: '堆先是 0 字节，第一次 malloc 之后是 135,168 字节，此后再没有变过。',
      },
    ],
    notClaimed: [
      {
        en: 'That free never calls the kernel: it does for a block that was mapped by itself, and when much is free at the end of the heap.',
        zh: 'free 从不调用内核：对单独映射的块，以及堆末尾有大量空闲时，它会调用。',
      },
    ],
  },
});

import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const mallocPromises: Scenario = scenario({
  id: 'malloc-promises',
  title: { en: 'malloc promises, the first touch pays', zh: 'malloc 只是承诺，首次访问才付出' },
  question: {
    en: 'A program asks for 100,000 bytes, which reach over 25 pages. How many of these pages have memory when malloc returns?',
    zh: '程序要 100,000 字节，跨越 25 页。malloc 返回时，其中多少页有内存？',
  },
  answer: {
    en: 'Two: the ones malloc itself has written to, for the header of the block and of what follows it. Each other page gets memory when the program first stores there. What mmap gives has none at all before.',
    zh: '两页：malloc 自己写过的那两页，存放这个块和后面一块的头部。其余各页在程序第一次写入时才有内存。mmap 给的内存在那之前一页也没有。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'block', type: 'pointer' },
        { name: 'area', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('block', 100_000),
    ask.resident('block', 100_000),
    process.store('block', 50_000, 1),
    ask.resident('block', 100_000),
    process.fill('block', 100_000),
    ask.resident('block', 100_000),
    process.mmap('area', 1_048_576),
    ask.resident('area', 1_048_576),
    process.store('area', 500_000, 1),
    ask.resident('area', 1_048_576),
    process.munmap('area', 1_048_576),
    ask.access('area', 0, 'read'),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Pages with memory, by mincore: 2, 3, 25 of the block; 0, 1 of the mapping; and that nothing is left where it was unmapped.',
        zh: '有内存的页数（由 mincore 得出）：块为 2、3、25；映射为 0、1；取消映射后那里什么也没有。',
      },
    ],
    notClaimed: [
      {
        en: 'Huge pages: a kernel that gives 2 MiB at a time gives more at the first touch of a large area.',
        zh: '大页：若内核一次给 2 MiB，首次访问大片区域时得到的就更多。',
      },
    ],
  },
});

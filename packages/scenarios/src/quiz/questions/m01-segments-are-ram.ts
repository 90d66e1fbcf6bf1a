import { library } from '../../library/index.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const untouchedTable = ownProgram({
  id: 'untouched-table',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'place', type: 'pointer' },
        { name: 'table', type: 'char', length: 1_048_576 },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    process.point('place', 'table'),
    process.store('place', 500_000, 1),
    process.store('place', 600_000, 1),
    ask.byte('place', 500_000),
    ask.resident('place', 1_000_000),
    process.return(0),
  ],
});

export const segmentsAreRam: Pair = pair(
  'M1',
  {
    about: library['malloc-promises'],
    before: 7,
    text: {
      en: 'mmap gives the program a new mapping of 1 MiB: 256 pages of 4 KiB. How many of them have memory when mmap returns?',
      zh: 'mmap 给程序一段 1 MiB 的新映射：256 页，每页 4 KiB。mmap 返回时，其中多少页有内存？',
    },
    measure: (seen) => seen.answer('pages with memory among 1048576 bytes from area'),
    options: [
      {
        says: { en: 'All {}', zh: '全部 {} 页' },
        claims: 256,
        believed: true,
        because: {
          en: 'A mapping is a range of addresses with permissions, not a piece of RAM: {} pages have memory before the first touch.',
          zh: '映射是一段带访问权限的地址，而不是一块物理内存：首次访问之前有内存的是 {} 页。',
        },
      },
      {
        says: { en: '{}: the first page', zh: '{} 页：第一页' },
        claims: 1,
        because: {
          en: 'The kernel does not touch what it maps; no page differs from the others, and {} have memory.',
          zh: '内核不会访问它所映射的内容；哪一页都不特殊，有内存的是 {} 页。',
        },
      },
      {
        says: { en: '{}', zh: '{} 页' },
        claims: 0,
        because: {
          en: 'Right. The kernel has only noted the range; each page gets memory by the page fault of its first access.',
          zh: '对。内核只记下了这段范围；每一页在首次访问引起缺页异常时才得到内存。',
        },
      },
    ],
  },
  {
    about: untouchedTable,
    before: 5,
    text: {
      en: 'char table[1048576] is a global without a value, 256 pages in bss. main has stored two bytes, at 500,000 and at 600,000. How many pages among the first 1,000,000 bytes of table have memory?',
      zh: 'char table[1048576] 是没有初值的全局数组，在 BSS 段占 256 页。main 存入了两个字节，分别在 500,000 和 600,000 处。table 的前 1,000,000 字节中多少页有内存？',
    },
    measure: (seen) => seen.answer('pages with memory among 1000000 bytes from place'),
    options: [
      {
        says: { en: 'All of them: bss is part of the program', zh: '全部：BSS 段是程序的一部分' },
        claims: { atLeast: 200 },
        believed: true,
        because: {
          en: 'A segment is mapped whole and filled page by page: only the {} pages that were touched have memory.',
          zh: '段是整个映射、逐页填充的：只有访问过的 {} 页有内存。',
        },
      },
      {
        says: { en: 'None until the program reads them', zh: '一页也没有，要等到程序读取' },
        claims: 0,
        because: {
          en: 'A store is a touch as much as a load is: {} pages have memory.',
          zh: '写入与读取一样都是访问：{} 页有内存。',
        },
      },
      {
        says: {
          en: 'About 25: from the first touched byte to the last',
          zh: '约 25 页：从第一个访问的字节到最后一个',
        },
        claims: { atLeast: 20, atMost: 30 },
        because: {
          en: 'Memory comes page by page; what lies between two touched pages stays without: {} pages have memory.',
          zh: '内存是逐页给的；两个访问过的页之间仍然没有内存：有内存的是 {} 页。',
        },
      },
      {
        says: { en: 'Two or three', zh: '两三页' },
        claims: { atLeast: 2, atMost: 3 },
        because: {
          en: 'Right. One page for each byte that was stored; at most the page where table begins comes along, if its neighbour in front was used.',
          zh: '对。每个写过的字节带来一页；如果紧挨在前面的变量用过，至多再加上 table 开头所在的那一页。',
        },
      },
    ],
  },
);

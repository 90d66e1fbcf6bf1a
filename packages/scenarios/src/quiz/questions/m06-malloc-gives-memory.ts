import { library } from '../../library/index.ts';
import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const threeStores = ownProgram({
  id: 'three-stores',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'block', type: 'pointer' }],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('block', 81_000),
    process.store('block', 21_500, 1),
    process.store('block', 22_500, 1),
    process.store('block', 60_000, 1),
    ask.resident('block', 81_000),
    process.return(0),
  ],
});

export const mallocGivesMemory: Pair = pair(
  'M6',
  {
    about: library['malloc-promises'],
    before: 2,
    text: {
      en: 'The first malloc of a program asks for 100,000 bytes, which reach over 25 pages. How many of these pages have memory when malloc returns?',
      zh: '程序的第一次 malloc 要 100,000 字节，跨越 25 页。malloc 返回时，其中多少页有内存？',
    },
    measure: (seen) => seen.answer('pages with memory among 100000 bytes from block'),
    options: [
      {
        says: { en: 'All {}', zh: '全部 {} 页' },
        claims: 25,
        believed: true,
        because: {
          en: 'malloc gives addresses, and the kernel gives memory, page by page at the first touch. Only {} pages have been touched: by malloc itself.',
          zh: 'malloc 给的是地址；内存由内核在首次访问时逐页给出。只访问过 {} 页，而且是 malloc 自己访问的。',
        },
      },
      {
        says: { en: '{}', zh: '{} 页' },
        claims: 0,
        because: {
          en: 'Nearly: but malloc writes a header in front of the block and one behind it, and these {} pages count.',
          zh: '差一点：malloc 在块的前面和后面各写了一个头部，这 {} 页要算上。',
        },
      },
      {
        says: { en: '{}: those with the headers', zh: '{} 页：有头部的那两页' },
        claims: 2,
        because: {
          en: 'Right. malloc has written the header of the block and that of the free rest behind it; the 23 pages between are a promise.',
          zh: '对。malloc 写了这个块的头部和后面空闲部分的头部；中间 23 页只是承诺。',
        },
      },
    ],
  },
  {
    about: threeStores,
    before: 2,
    text: {
      en: 'block = malloc(81000) reaches over 20 pages; malloc has written a header at either end. The program stores one byte each at 21,500, 22,500 and 60,000. How many pages have memory now?',
      zh: 'block = malloc(81000) 跨越 20 页，malloc 在两端各写了一个头部。程序在 21,500、22,500 和 60,000 处各存入一个字节。现在多少页有内存？',
    },
    measure: (seen) => seen.answer('pages with memory among 81000 bytes from block'),
    options: [
      {
        says: { en: '{}: they came with malloc', zh: '{} 页：malloc 时就到手了' },
        claims: 20,
        believed: true,
        because: {
          en: 'Untouched pages have no memory, whoever they were promised to: {} pages were touched.',
          zh: '没有访问过的页就没有内存，不管承诺给了谁：访问过的是 {} 页。',
        },
      },
      {
        says: {
          en: '{}: two for malloc, three for the stores',
          zh: '{} 页：malloc 两页，三次写入三页',
        },
        claims: 5,
        because: {
          en: '21,500 and 22,500 lie in the same page of 4,096 bytes, so there are {}.',
          zh: '21,500 和 22,500 在同一个 4,096 字节的页里，所以是 {} 页。',
        },
      },
      {
        says: { en: '{}', zh: '{} 页' },
        claims: 4,
        because: {
          en: 'Right. The two ends, where malloc wrote, and two pages in the middle: the first two stores meet in one.',
          zh: '对。malloc 写过的两端，加上中间两页：前两次写入落在同一页。',
        },
      },
    ],
  },
);

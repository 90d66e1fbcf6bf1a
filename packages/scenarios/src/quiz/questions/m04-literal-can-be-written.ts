import { library } from '../../library/index.ts';
import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const threeTargets = ownProgram({
  id: 'three-targets',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'word', type: 'pointer', literal: 'hello' },
        { name: 'limit', type: 'int', storage: 'const', value: 100 },
        { name: 'constant', type: 'pointer' },
        { name: 'copy', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('copy', 6),
    process.point('constant', 'limit'),
    ask.access('word', 0, 'write'),
    ask.access('constant', 0, 'write'),
    ask.access('copy', 0, 'write'),
    process.return(0),
  ],
});

const WRITABLE = 'done';

export const literalCanBeWritten: Pair = pair(
  'M4',
  {
    about: library['read-only'],
    before: 10,
    text: {
      en: 'char *greeting = "hello"; is a global. The program runs greeting[0] = \'H\'; What happens?',
      zh: 'char *greeting = "hello"; 是全局变量。程序执行 greeting[0] = \'H\';。会发生什么？',
    },
    measure: (seen) => seen.fault(),
    options: [
      {
        says: { en: 'greeting now says "Hello"', zh: 'greeting 变成 "Hello"' },
        claims: 'none',
        believed: true,
        because: {
          en: 'Only the pointer lies in data. The letters lie in rodata, which is mapped for reading only: {}.',
          zh: '只有指针在数据段。字母在只读数据（rodata）里，映射时只允许读：{}。',
        },
      },
      {
        says: {
          en: 'SIGSEGV: the mapping there may only be read (SEGV_ACCERR)',
          zh: 'SIGSEGV：那里的映射只许读（SEGV_ACCERR）',
        },
        claims: 'SIGSEGV SEGV_ACCERR',
        because: {
          en: 'Right. There is memory at the address, but its permissions are r--; the processor refuses the store and the kernel sends the signal.',
          zh: '对。那个地址有内存，但访问权限是 r--；处理器拒绝写入，内核发出信号。',
        },
      },
      {
        says: {
          en: 'SIGSEGV: nothing is mapped there (SEGV_MAPERR)',
          zh: 'SIGSEGV：那里没有映射（SEGV_MAPERR）',
        },
        claims: 'SIGSEGV SEGV_MAPERR',
        because: {
          en: 'The literal is mapped and can be read; only writing is forbidden: {}.',
          zh: '字面量已映射，可以读；只是不许写：{}。',
        },
      },
    ],
  },
  {
    about: threeTargets,
    before: 4,
    text: {
      en: 'Three pointers lead to the literal "hello", to const int limit = 100 (a global), and to a block of 6 bytes from malloc. Through which of them can the program store?',
      zh: '三个指针分别指向字面量 "hello"、全局的 const int limit = 100，以及 malloc 得到的 6 字节的块。程序可以通过哪些指针写入？',
    },
    measure: (seen) =>
      ['word', 'constant', 'copy']
        .filter((name) => seen.answer(`store to ${name}[0]`) === WRITABLE)
        .join(' '),
    options: [
      {
        says: {
          en: 'Literal and block, not the constant',
          zh: '字面量和块可以，常量不行',
        },
        claims: 'word copy',
        believed: true,
        because: {
          en: 'The literal lies in the same read-only mapping as the constant. Only the block is memory for writing.',
          zh: '字面量与常量同在一个只读映射里。只有那个块是可写的内存。',
        },
      },
      {
        says: { en: 'Only the block', zh: '只有那个块' },
        claims: 'copy',
        because: {
          en: 'Right. Literals and constants lie in rodata, mapped r--; the heap is mapped rw-. Whoever wants to change a text copies it first.',
          zh: '对。字面量和常量在 rodata，映射为 r--；堆映射为 rw-。要修改文本，先复制一份。',
        },
      },
      {
        says: {
          en: 'All three: a cast takes const away',
          zh: '三个都可以：强制转换能去掉 const',
        },
        claims: 'word constant copy',
        because: {
          en: 'A cast convinces the compiler, not the kernel: the page of both is read-only, and only the block can be written to.',
          zh: '强制转换说服得了编译器，说服不了内核：那两者所在的页只读，能写的只有那个块。',
        },
      },
    ],
  },
);

import { library } from '../../library/index.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const zeroAndTwo = ownProgram({
  id: 'zero-and-two',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'seen', type: 'int', length: 1_000_000, value: 0 },
        { name: 'primes', type: 'int', length: 1000, value: 2 },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    ask.segment('seen'),
    ask.fileBytes('seen'),
    ask.fileBytes('primes'),
    process.return(0),
  ],
});

export const bssIsInTheFile: Pair = pair(
  'M2',
  {
    about: library['bss-takes-no-file'],
    before: 2,
    text: {
      en: 'Two global arrays of 1 MiB each: zeros has no initial value, ones begins with a 1. How many bytes of zeros does the executable file hold?',
      zh: '两个各 1 MiB 的全局数组：zeros 没有初值，ones 的第一个元素是 1。可执行文件里存放了 zeros 的多少字节？',
    },
    measure: (seen) => seen.answer('bytes of zeros in the file'),
    options: [
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 0,
        because: {
          en: 'Right. The file only says how long bss is; the kernel maps zeroed pages when the program starts.',
          zh: '对。文件只记下 BSS 段有多长，程序启动时由内核映射清零的页。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 1_048_576,
        believed: true,
        because: {
          en: 'That is what ones costs, for a single 1. Zeros need no copy in the file: their length is enough, so zeros costs {} bytes there.',
          zh: '这是 ones 的代价，只因为有一个 1。全是零就不必在文件里存一份，记下长度就够了，所以 zeros 占 {} 字节。',
        },
      },
      {
        says: { en: '{} bytes: one page for all', zh: '{} 字节：所有零共用一页' },
        claims: 4096,
        because: {
          en: 'The kernel does share one page of zeros, but in memory, for pages that are only read. The file holds {} bytes.',
          zh: '内核确实有一页共用的零页，但那在内存里，供只读的页使用。文件里是 {} 字节。',
        },
      },
    ],
  },
  {
    about: zeroAndTwo,
    before: 2,
    text: {
      en: 'int seen[1000000] = {0}; and int primes[1000] = {2}; are global, an int has 4 bytes. How many bytes of the file do both take together?',
      zh: 'int seen[1000000] = {0}; 和 int primes[1000] = {2}; 都是全局数组，一个 int 占 4 字节。两者一共占文件多少字节？',
    },
    measure: (seen) =>
      Number(seen.answer('bytes of seen in the file')) +
      Number(seen.answer('bytes of primes in the file')),
    options: [
      {
        says: { en: '{} bytes: both in full', zh: '{} 字节：两个都完整存放' },
        claims: 4_004_000,
        believed: true,
        because: {
          en: 'An array that is all zeros goes to bss even when the zero is written down. Only primes is stored: {} bytes.',
          zh: '全为零的数组即使写明初值为零，也放进 BSS 段。只存放 primes：{} 字节。',
        },
      },
      {
        says: { en: '{} bytes: only primes', zh: '{} 字节：只有 primes' },
        claims: 4000,
        because: {
          en: 'Right. seen is all zeros and lies in bss; primes has one value that is not zero and is stored with all its 1,000 elements.',
          zh: '对。seen 全为零，在 BSS 段；primes 有一个值不为零，就把 1,000 个元素全部存放。',
        },
      },
      {
        says: { en: '{} bytes: only the 2', zh: '{} 字节：只有那个 2' },
        claims: 4,
        because: {
          en: 'A variable is stored whole or not at all: the 999 zeros behind the 2 are in the file too, {} bytes together.',
          zh: '一个变量要么完整存放，要么完全不存：2 后面的 999 个零也在文件里，一共 {} 字节。',
        },
      },
      {
        says: { en: '{} bytes: neither', zh: '{} 字节：都不存' },
        claims: 0,
        because: {
          en: 'The 2 must come from somewhere: the kernel can make zeros, not a 2. primes takes {} bytes.',
          zh: '2 总得有个来处：内核能给出零，却给不出 2。primes 占 {} 字节。',
        },
      },
    ],
  },
);

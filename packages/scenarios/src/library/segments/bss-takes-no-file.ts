import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const bssTakesNoFile: Scenario = scenario({
  id: 'bss-takes-no-file',
  title: { en: 'Zeros need no file', zh: '零不占文件空间' },
  question: {
    en: 'Two arrays of 1 MiB, one of zeros, one whose first element is 1. How many bytes of each does the executable file hold?',
    zh: '两个 1 MiB 的数组，一个全为零，另一个的第一个元素是 1。可执行文件里各存放多少字节？',
  },
  answer: {
    en: 'Of the zeros none: the file only tells how many there are, and the kernel maps zeroed memory. Of the other all 1,048,576, though all but one are zeros too.',
    zh: '全零的数组一个字节也不存：文件只记下长度，由内核映射清零的内存。另一个数组 1,048,576 字节全部存放，尽管只有一个不是零。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'place', type: 'pointer' },
        { name: 'zeros', type: 'char', length: 1_048_576 },
        { name: 'ones', type: 'char', length: 1_048_576, value: 1 },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    ask.fileBytes('zeros'),
    ask.segment('zeros'),
    process.point('place', 'zeros'),
    ask.byte('place', 0),
    ask.byte('place', 1_048_575),
    ask.fileBytes('ones'),
    ask.segment('ones'),
    process.point('place', 'ones'),
    ask.byte('place', 0),
    ask.byte('place', 1_048_575),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'Bytes in the file, by the program headers the kernel hands to the program: 0 and 1,048,576; and the segments, bss and data.',
        zh: '文件中的字节数（依据内核交给程序的程序头）：0 和 1,048,576；以及所在的段：bss 和 data。',
      },
    ],
    notClaimed: [
      {
        en: 'The size of the whole file: the real one also holds the start-up code, tables and debugging information.',
        zh: '整个文件的大小：真实的文件还有启动代码、各种表和调试信息。',
      },
    ],
  },
});

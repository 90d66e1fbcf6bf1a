import { library } from '../../library/index.ts';
import { ask, process } from '../../program/process.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

/** One call of `next`: `number = number + 1; return number;` */
const oneCall = [
  process.call('next', [], 'answer'),
  process.add('number', ['number', 1]),
  process.return('number'),
] as const;

const countsFromFive = ownProgram({
  id: 'counts-from-five',
  machine: { process: {} },
  program: [
    process.exec({
      functions: [
        {
          name: 'next',
          result: 'int',
          variables: [{ name: 'number', type: 'int', storage: 'static', value: 5 }],
        },
        { name: 'main', result: 'int', variables: [{ name: 'answer', type: 'int' }] },
      ],
    }),
    process.call('main'),
    ...oneCall,
    ...oneCall,
    ...oneCall,
    ask.value('answer'),
    process.return(0),
  ],
});

export const staticLocalOnTheStack: Pair = pair(
  'M3',
  {
    about: library['static-local'],
    before: 5,
    text: {
      en: 'Inside the function next stands: static int number; — without a value. In which segment does number lie while next runs?',
      zh: '函数 next 里写着 static int number;，没有初值。next 运行时，number 在哪个段？',
    },
    measure: (seen) => seen.answer('segment of number'),
    options: [
      {
        says: {
          en: 'On the stack, in the frame of next',
          zh: '栈，在 next 的栈帧里',
        },
        claims: 'stack',
        believed: true,
        because: {
          en: 'A frame ends with its call, and number must outlive it. static gives it one place for the whole run, in {}; only its name is local.',
          zh: '栈帧随调用结束，而 number 必须活得更久。static 让它在整个运行期间固定在一处，即 {} 段；只有名字是局部的。',
        },
      },
      {
        says: { en: 'In bss, beside the globals', zh: 'BSS 段，与全局变量相邻' },
        claims: 'bss',
        because: {
          en: 'Right. It has no value of its own to start with, so it lies with the zeroed globals, at the same address in every call.',
          zh: '对。它没有初值，所以和清零的全局变量放在一起，每次调用都在同一地址。',
        },
      },
      {
        says: { en: 'In data', zh: '数据段（data）' },
        claims: 'data',
        because: {
          en: 'It would, if it were declared with a value other than 0. Without one the file need not hold it: {}.',
          zh: '如果声明时给了非零的初值，就在那里。没有初值就不必存进文件：在 {} 段。',
        },
      },
      {
        says: { en: 'On the heap', zh: '堆' },
        claims: 'heap',
        because: {
          en: 'The heap is for what is asked for at run time. The linker has placed number before the program starts, in {}.',
          zh: '堆是给运行时申请的内存用的。程序启动之前，链接器已把 number 放在 {} 段。',
        },
      },
    ],
  },
  {
    about: countsFromFive,
    before: 11,
    text: {
      en: 'int next(void) { static int number = 5; number = number + 1; return number; } main calls it three times. What does the third call return?',
      zh: 'int next(void) { static int number = 5; number = number + 1; return number; } main 调用它三次。第三次返回多少？',
    },
    measure: (seen) => seen.answer('value of answer'),
    options: [
      {
        says: { en: '{}: each call makes number anew', zh: '{}：每次调用都重新产生 number' },
        claims: 6,
        believed: true,
        because: {
          en: 'That is what a variable on the stack would do. number lies in data; the 5 is there when the program starts and is never stored again: {}.',
          zh: '栈上的变量才这样。number 在数据段；5 在程序启动时就在那里，不会再次存入：结果是 {}。',
        },
      },
      {
        says: { en: '{}: it is counted on', zh: '{}：接着往上数' },
        claims: 8,
        because: {
          en: 'Right. 5, then 6, 7, 8: one variable for all calls, with its first value in the file.',
          zh: '对。从 5 到 6、7、8：所有调用共用一个变量，初值存放在文件里。',
        },
      },
      {
        says: {
          en: '{}: it starts at 0, the 5 is ignored',
          zh: '{}：从 0 开始，5 被忽略',
        },
        claims: 3,
        because: {
          en: 'Only without a value does it start as 0, in bss. This one starts at 5, in data: {}.',
          zh: '没有初值时才从 0 开始，放在 BSS 段。这个从 5 开始，在数据段：结果是 {}。',
        },
      },
    ],
  },
);

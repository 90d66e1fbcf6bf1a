import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const smallIntegers: Scenario = scenario({
  id: 'small-integers',
  title: { en: 'Some integers exist once', zh: '有些整数只有一个' },
  question: {
    en: "int('256') is asked for twice, and int('257') twice. How many objects does that make?",
    zh: "两次请求 int('256')，两次请求 int('257')。一共产生几个对象？",
  },
  answer: {
    en: 'One for 256 and two for 257: the integers from −5 to 256 exist from the start (to 1024 since 3.15), and whoever asks for one gets that one. All others are made anew. So is compares objects, not numbers, and its answer for numbers means nothing.',
    zh: '256 只有一个，257 有两个：从 −5 到 256 的整数一开始就存在（3.15 起到 1024），谁要都得到同一个；其他整数每次新建。所以 is 比较的是对象而不是数值，对数字用它没有意义。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.int('a', 256),
    python.int('b', 256),
    python.same('a', 'b'),
    python.int('c', 257),
    python.int('d', 257),
    python.same('c', 'd'),
    python.int('e', -5),
    python.int('f', -5),
    python.same('e', 'f'),
    python.int('g', -6),
    python.int('h', -6),
    python.same('g', 'h'),
  ],
  claims: {
    confirmed: [
      {
        en: '256 and −5 are one object each, 257 and −6 are two.',
        zh: '256 和 −5 各是一个对象，257 和 −6 各有两个。',
      },
    ],
    notClaimed: [
      {
        en: 'Numbers written as constants in one piece of source: the compiler may make one object of equal constants.',
        zh: '同一段源码里的常量数字：编译器可能把相等的常量合成一个对象。',
      },
      {
        en: '3.15, where the limit is 1024: read off a WebAssembly build of 3.15.0rc1.',
        zh: '3.15 的上限是 1024：读自 3.15.0rc1 的 WebAssembly 构建。',
      },
    ],
  },
});

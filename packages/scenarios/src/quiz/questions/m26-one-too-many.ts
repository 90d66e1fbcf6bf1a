import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const twoNamesAndACall = ownProgram({
  id: 'two-names-and-a-call',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.assign('b', 'a'),
    python.refcount('a', 'function'),
  ],
});

export const oneTooMany: Pair = pair(
  'M26',
  {
    about: library['getrefcount-counts-itself'],
    before: 6,
    text: {
      en: 'Python 3.15: def f(x): print(sys.getrefcount(x)) is called as f(a). The object has the name a and, in the call, the parameter x. What is printed?',
      zh: 'Python 3.15：函数 def f(x): print(sys.getrefcount(x)) 以 f(a) 调用。对象有名字 a，调用中还有参数 x。打印什么？',
    },
    measure: (seen) => seen.on('3.15').answer('getrefcount of a in a function'),
    options: [
      {
        says: {
          en: '{}: a, x, and one for the call of getrefcount',
          zh: '{}：a、x，再加 getrefcount 调用本身的一个',
        },
        claims: 3,
        believed: true,
        because: {
          en: 'Since 3.14 a function lends its local variable to the call without a reference of its own: {}. Always taking one away is wrong now.',
          zh: '从 3.14 起，函数把局部变量借给调用，不再另加引用：{}。“总要减 1”如今是错的。',
        },
      },
      {
        says: { en: '{}: a and x', zh: '{}：a 和 x' },
        claims: 2,
        because: {
          en: 'Right. The argument is borrowed since 3.14. Python 3.11 to 3.13 print 3 here, 3.6 to 3.10 print 4.',
          zh: '对。从 3.14 起实参是借用的。这里 3.11 到 3.13 打印 3，3.6 到 3.10 打印 4。',
        },
      },
      {
        says: { en: '{}: x is borrowed too', zh: '{}：x 也是借用的' },
        claims: 1,
        because: {
          en: 'Only the argument of getrefcount is borrowed. The parameter x holds a reference for as long as the call lasts: {}.',
          zh: '借用的只有 getrefcount 的实参。参数 x 在整个调用期间持有一个引用：{}。',
        },
      },
    ],
  },
  {
    about: twoNamesAndACall,
    before: 3,
    text: {
      en: 'An object has the names a and b. f(a) prints sys.getrefcount of its parameter. By how much does the answer of Python 3.10 differ from that of Python 3.15?',
      zh: '一个对象有名字 a 和 b。f(a) 打印其参数的 sys.getrefcount。Python 3.10 的回答比 Python 3.15 的大多少？',
    },
    measure: (seen) => {
      const [older, newer] = (['3.10', '3.15'] as const).map((version) =>
        Number(seen.on(version).answer('getrefcount of a in a function')),
      );
      return (older ?? 0) - (newer ?? 0);
    },
    options: [
      {
        says: {
          en: '{}: it is the true count and one, in every version',
          zh: '{}：每个版本都是真实计数加 1',
        },
        claims: 0,
        believed: true,
        because: {
          en: 'How many temporaries a call holds depends on the version: 3.10 has {} more than 3.15.',
          zh: '一次调用持有几个临时引用取决于版本：3.10 比 3.15 多 {} 个。',
        },
      },
      {
        says: { en: '{}', zh: '{}' },
        claims: 1,
        because: {
          en: 'That is the difference to 3.13. 3.10 keeps the argument on the stack of the caller as well: {} in all.',
          zh: '那是与 3.13 的差。3.10 还在调用者的栈上保留实参：一共差 {}。',
        },
      },
      {
        says: { en: '{}', zh: '{}' },
        claims: 2,
        because: {
          en: 'Right. Up to 3.10 the stack of the caller holds the argument too, and up to 3.13 the call of getrefcount does; 3.14 and later have neither.',
          zh: '对。3.10 及以前，调用者的栈也持有实参；3.13 及以前，getrefcount 的调用也持有；3.14 起两者都没有。',
        },
      },
    ],
  },
);

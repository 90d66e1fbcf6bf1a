import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const getrefcountCountsItself: Scenario = scenario({
  id: 'getrefcount-counts-itself',
  title: { en: 'getrefcount counts itself', zh: 'getrefcount 把自己也算进去' },
  question: {
    en: 'One name stands for an object. sys.getrefcount says 2. Who is the second, and is the answer always one too many?',
    zh: '一个名字代表一个对象，sys.getrefcount 却说 2。第二个是谁？答案总是多 1 吗？',
  },
  answer: {
    en: 'The second is the argument of the call itself: it refers to the object as long as the call runs. How many such temporaries there are depends on where one asks and which Python answers: inside a function this program prints 4 up to 3.10, 3 from 3.11 to 3.13 and 2 since 3.14, where a local variable is lent to the call. So subtracting one is no rule.',
    zh: '第二个就是这次调用的参数：调用运行期间它引用着对象。这样的临时引用有几个，取决于在哪里问、由哪个版本回答：在函数里，这个程序在 3.10 及以前打印 4，3.11 到 3.13 打印 3，从 3.14 起打印 2，因为局部变量只是借给调用。所以“减 1”并不是规律。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.refcount('a', 'module'),
    python.assign('b', 'a'),
    python.refcount('a', 'module'),
    python.delete('b'),
    python.refcount('a', 'function'),
    python.count('a'),
  ],
  claims: {
    confirmed: [
      {
        en: 'At module level: 2 with one name, 3 with two.',
        zh: '模块级：一个名字时是 2，两个名字时是 3。',
      },
      {
        en: 'In a function that got the object as argument: 4 up to 3.10, 3 from 3.11 to 3.13.',
        zh: '在以它为参数的函数里：3.10 及以前是 4，3.11 到 3.13 是 3。',
      },
    ],
    notClaimed: [
      {
        en: '3.14 and later, which answer 2 in the function: measured on 3.14.2 and 3.15.0rc1 built for WebAssembly, not by this record, which holds native interpreters up to 3.13.',
        zh: '3.14 及以后在函数里回答 2：是在 WebAssembly 构建的 3.14.2 和 3.15.0rc1 上测得的；这份记录只有 3.13 及以前的本机解释器。',
      },
    ],
  },
});

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aFinalizerInARing: Scenario = scenario({
  id: 'a-finalizer-in-a-ring',
  title: { en: 'A finalizer in a ring', zh: '循环中的终结器' },
  question: {
    en: 'Two objects with __del__ refer to each other and lose their names. Is this the leak that old advice warns about?',
    zh: '两个带 __del__ 的对象互相引用，又失去了名字。这就是老建议里警告的泄漏吗？',
  },
  answer: {
    en: 'Not any more. Since PEP 442 (Python 3.4) the collector runs both finalizers while both objects are whole, and then clears and frees them. Python 2.7 could not decide whom to finalize first and kept the two in gc.garbage for ever.',
    zh: '不再是了。自 PEP 442（Python 3.4）起，回收器趁两个对象都还完整时运行两个终结器，然后清空并释放它们。Python 2.7 无法决定先终结谁，便把两者永远留在 gc.garbage 里。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.classWithFinalizer('Node', ['other']),
    python.newLabelled('a', 'Node'),
    python.newLabelled('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'a'),
    python.delete('a'),
    python.delete('b'),
    python.told(),
    python.collectByPhase(),
    python.told(),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Nothing is told before the collection; then a and b, in this order, and both are collected.',
        zh: '回收之前什么也没有报出；然后依次报出 a 和 b，两者都被回收。',
      },
    ],
    notClaimed: [
      {
        en: 'Python 2.7, which is not modelled: there collect() finds them, tells nothing and keeps both in gc.garbage.',
        zh: 'Python 2.7 不在模型之内：那里 collect() 找到它们，但不运行终结器，两者留在 gc.garbage。',
      },
    ],
  },
});

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whatCountingCosts: Scenario = scenario({
  id: 'what-counting-costs',
  title: { en: 'What keeping counts costs', zh: '维护计数的代价' },
  question: {
    en: "A loop does nothing but y = x, a thousand times. How often does Python write to the object's count?",
    zh: '一个循环只做 y = x，一千次。Python 要改写对象的计数多少次？',
  },
  answer: {
    en: "Almost two thousand times: every assignment raises the new object's count and lowers the old one's, even when both are the same object and nothing changes in the end. This is the price of counting: it is paid at every move of a reference, whether or not anything ever dies.",
    zh: '将近两千次：每次赋值都让新对象的计数加 1、旧对象的计数减 1，即使两者是同一个对象、最后什么都没变。这就是计数的代价：每移动一次引用就付一次，不管有没有对象消亡。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', []),
    python.new('x', 'Node'),
    python.assign('y', 'x'),
    python.count('x'),
    python.repeat(1000, [python.assign('y', 'x')]),
    python.count('x'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The count is 2 before the loop and 2 behind it.',
        zh: '循环前计数为 2，循环后仍为 2。',
      },
    ],
    notClaimed: [
      {
        en: 'How often the counts were written: the machine counts it, an interpreter does not tell.',
        zh: '计数被改写的次数：由这台机器统计，解释器不会告诉我们。',
      },
      {
        en: 'That a compiler never leaves such a pair out: since 3.14 CPython lends local variables to many operations without counting.',
        zh: '编译器从不省去这样的一对操作：从 3.14 起，CPython 在许多操作中只借用局部变量而不计数。',
      },
    ],
  },
});

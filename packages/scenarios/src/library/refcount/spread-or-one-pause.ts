import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const spreadOrOnePause: Scenario = scenario({
  id: 'spread-or-one-pause',
  title: { en: 'Released bit by bit, or all at once', zh: '逐个释放，还是一次释放' },
  question: {
    en: 'A thousand objects are made and dropped one by one; then a chain of two thousand hangs on one name, and the name is deleted. Does counting never make a program wait?',
    zh: '一千个对象逐个创建又放开；然后两千个对象连成一条链挂在一个名字上，删除这个名字。引用计数真的从不让程序停顿吗？',
  },
  answer: {
    en: 'The thousand cost one death each, spread over the loop: no statement waits for more than one. The chain is the counter-example: one del brings two thousand deaths, one after the other, and the program waits for all of them. With 10,000,000 objects on the chain it waits for 10,000,000 deaths: about two seconds in one statement, measured. Counting spreads release over time only as long as the references do.',
    zh: '那一千个每次只消亡一个，分散在循环里：没有哪条语句要等第二个。链条则是反例：一条 del 引来两千次消亡，一个接一个，程序要等它们全部结束。链上有 10,000,000 个对象时，就要等 10,000,000 次消亡：实测一条语句约两秒。只有引用本身是分散的，释放才会分散。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', ['next']),
    python.repeat(1000, [python.new('x', 'Node')]),
    python.new('head', 'Node'),
    python.weakReference('last', 'head'),
    python.repeat(1999, [
      python.new('x', 'Node'),
      python.set('x', 'next', 'head'),
      python.assign('head', 'x'),
    ]),
    python.delete('x'),
    python.alive('last'),
    python.delete('head'),
    python.alive('last'),
  ],
  claims: {
    confirmed: [
      {
        en: 'The last object of the chain is alive before del head and gone right behind it.',
        zh: '链上最后一个对象在 del head 之前还在，紧接着就没有了。',
      },
      {
        en: 'With a chain of 10,000,000 one del frees exactly as many objects, in CPython 3.8, 3.12 and 3.13 as in the model; it took them about two seconds.',
        zh: '链长 10,000,000 时，一条 del 恰好释放同样多的对象，CPython 3.8、3.12、3.13 与模型一致；它们用了约两秒。',
      },
    ],
    notClaimed: [
      {
        en: 'How long the pause is elsewhere: the machine counts objects, not seconds.',
        zh: '在别处停顿有多长：机器数的是对象，不是秒。',
      },
    ],
  },
});

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const chain: Scenario = scenario({
  id: 'chain',
  title: { en: 'One del, three deaths', zh: '一次 del，三个对象消亡' },
  question: {
    en: 'Three objects hang on one name like a chain. What does deleting the name do, and does it need the collector?',
    zh: '三个对象像链条一样挂在一个名字上。删除这个名字会怎样？需要回收器吗？',
  },
  answer: {
    en: 'The first count falls to 0, the first object lets go of the second, and so on: all three die in the one statement, and the collector finds nothing to do.',
    zh: '第一个计数降到 0，第一个对象放开第二个，依此类推：三个对象都在这一条语句中消亡，回收器无事可做。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['next']),
    python.new('first', 'Node'),
    python.new('second', 'Node'),
    python.new('third', 'Node'),
    python.set('first', 'next', 'second'),
    python.set('second', 'next', 'third'),
    python.delete('second'),
    python.count('third'),
    python.delete('third'),
    python.rememberPlace('first', 'place'),
    python.countAt('place'),
    python.delete('first'),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'The third is held twice, by its name and by the second, until its name goes.',
        zh: '第三个对象有两处引用：它的名字和第二个对象，直到名字被删除。',
      },
      {
        en: 'Afterwards collect() finds nothing: counting alone has freed all three.',
        zh: '之后 collect() 什么也找不到：单靠计数就释放了三个对象。',
      },
    ],
    notClaimed: [{ en: 'Addresses.', zh: '地址。' }],
  },
});

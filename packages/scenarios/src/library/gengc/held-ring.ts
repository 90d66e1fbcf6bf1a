import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const heldRing: Scenario = scenario({
  id: 'held-ring',
  title: { en: 'A ring somebody still holds', zh: '仍被持有的循环引用' },
  question: {
    en: 'Two objects refer to each other; one name still leads to the first. Does a collection take them?',
    zh: '两个对象互相引用，还有一个名字指向第一个。回收会带走它们吗？',
  },
  answer: {
    en: 'No: after the inner references are taken away, one reference to the first is left over, so it is reachable, and the second through it. Only when the last name goes does collect() find two.',
    zh: '不会：减去内部引用后，第一个对象还剩一个引用，所以它可达，第二个也经由它可达。只有最后一个名字消失后，collect() 才找到两个对象。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'a'),
    python.delete('b'),
    python.collect(),
    python.count('a'),
    python.delete('a'),
    python.collect(),
  ],
  claims: {
    confirmed: [
      {
        en: 'collect() finds nothing while a name leads to the ring, and two objects afterwards.',
        zh: '有名字指向这个循环时，collect() 什么也找不到；之后找到两个对象。',
      },
      { en: 'Surviving a collection changes no count.', zh: '在回收中存活不会改变引用计数值。' },
    ],
    notClaimed: [{ en: 'Addresses.', zh: '地址。' }],
  },
});

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const ring: Scenario = scenario({
  id: 'ring',
  title: { en: 'A ring keeps itself alive', zh: '循环引用让自己活着' },
  question: {
    en: 'Two objects refer to each other, and both names are deleted. What is left?',
    zh: '两个对象互相引用，然后两个名字都被删除。还剩下什么？',
  },
  answer: {
    en: 'Both objects, each kept at count 1 by the other: counting alone never finds them. The cycle collector takes the inner references away in a trial, sees that nothing else holds the two, and their memory serves the next object.',
    zh: '两个对象都还在，各自被对方保持在引用计数值 1：单靠计数永远找不到它们。循环回收器在试删除中减去内部引用，发现再没有别的引用，于是回收两者，它们的内存留给下一个对象。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.count('b'),
    python.set('b', 'other', 'a'),
    python.count('a'),
    python.rememberPlace('a', 'place_of_a'),
    python.rememberPlace('b', 'place_of_b'),
    python.delete('a'),
    python.delete('b'),
    python.countAt('place_of_a', {
      note: {
        en: 'No name leads to the two any more, so the program looks at the count in memory itself, at the address it wrote down.',
        zh: '已经没有名字指向这两个对象，程序便按先前记下的地址，直接查看内存里的引用计数值。',
      },
    }),
    python.countAt('place_of_b'),
    python.collect(),
    python.new('c', 'Node'),
    python.place('c', ['place_of_a', 'place_of_b']),
  ],
  claims: {
    confirmed: [
      {
        en: 'Counts: 2 while a name and the other object hold each of the two, 1 when the names are gone.',
        zh: '引用计数值：名字和对方都持有时是 2，名字删除后是 1。',
      },
      {
        en: 'collect() finds exactly two unreachable objects.',
        zh: 'collect() 恰好找到两个不可达对象。',
      },
      {
        en: 'The next object of the class lies where one of the two lay.',
        zh: '同类的下一个对象就放在这两个对象之一原来的位置。',
      },
    ],
    notClaimed: [
      {
        en: 'Which of the two places is reused in a busier program: a pool hands out the block that came back last.',
        zh: '在更繁忙的程序里重用哪一个位置：池总是先给出最后归还的那一块。',
      },
      {
        en: 'Addresses: the kernel places the arenas, and an interpreter has objects of its own in them.',
        zh: '地址：分配区（arena）的位置由内核决定，里面还有解释器自己的对象。',
      },
    ],
  },
});

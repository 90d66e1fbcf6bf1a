import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aNameIsAReference: Scenario = scenario({
  id: 'a-name-is-a-reference',
  title: { en: 'A name is a reference', zh: '名字就是引用' },
  question: {
    en: 'b = a, and then a = Node(). How many objects are there, and which of them does b stand for?',
    zh: '先 b = a，再 a = Node()。现在有几个对象？b 代表哪一个？',
  },
  answer: {
    en: "Two. b = a copies no object: it makes a second reference to the first one. Assigning to a afterwards moves only the name a; b stays where it was, and the first object's count goes from 2 back to 1.",
    zh: '两个。b = a 不会复制对象，只是多了一个指向第一个对象的引用。之后给 a 赋值只移动名字 a；b 不变，第一个对象的引用计数值从 2 回到 1。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.assign('b', 'a'),
    python.same('a', 'b'),
    python.count('b'),
    python.new('a', 'Node'),
    python.same('a', 'b'),
    python.count('b'),
  ],
  claims: {
    confirmed: [
      {
        en: 'After b = a both names are the same object, with count 2.',
        zh: 'b = a 之后两个名字是同一个对象，计数为 2。',
      },
      {
        en: 'After a = Node() they are two objects, and the count of the first is 1.',
        zh: 'a = Node() 之后它们是两个对象，第一个的计数为 1。',
      },
    ],
    notClaimed: [],
  },
});

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const containersHold: Scenario = scenario({
  id: 'containers-hold',
  title: { en: 'Containers hold what is in them', zh: '容器持有其中的内容' },
  question: {
    en: 'An object is put into a list, a tuple and a dict, and its name is deleted. What is its count, and is the object inside the list?',
    zh: '把一个对象放进列表、元组和字典，再删除它的名字。它的计数是多少？对象在列表“里面”吗？',
  },
  answer: {
    en: 'Every reference in a container counts: the list holds two, tuple and dict one each, so four are left when the name goes. The object lies where it always lay; the containers only refer to it. It dies when the last container lets go.',
    zh: '容器里的每个引用都计数：列表持有两个，元组和字典各一个，所以名字消失后还剩四个。对象一直在原处，容器只是引用它。最后一个容器放开时，它才消亡。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('watch', 'a'),
    python.list('items', ['a', 'a']),
    python.count('a'),
    python.tuple('pair', ['a']),
    python.dict('table', ['a']),
    python.count('a'),
    python.delete('a'),
    python.clear('items'),
    python.delete('pair'),
    python.alive('watch'),
    python.delete('table'),
    python.alive('watch'),
  ],
  claims: {
    confirmed: [
      {
        en: 'A list that holds the object twice adds two to its count: 3 with the name, 5 with tuple and dict.',
        zh: '列表持有它两次，计数就加 2：连同名字是 3，加上元组和字典是 5。',
      },
      {
        en: 'The object is alive while one container is left, and gone with the last.',
        zh: '只要还有一个容器，对象就在；最后一个消失时它也消失。',
      },
    ],
    notClaimed: [],
  },
});

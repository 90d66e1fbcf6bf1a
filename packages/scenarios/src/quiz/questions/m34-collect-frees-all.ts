import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const frozenAndYoung = ownProgram({
  id: 'frozen-and-young',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.new('c', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'c'),
    python.set('c', 'other', 'a'),
    python.freeze(),
    python.new('d', 'Node'),
    python.new('e', 'Node'),
    python.set('d', 'other', 'e'),
    python.set('e', 'other', 'd'),
    python.delete('a'),
    python.delete('b'),
    python.delete('c'),
    python.delete('d'),
    python.delete('e'),
    python.collect(),
  ],
});

export const collectFreesAll: Pair = pair(
  'M34',
  {
    about: library['frozen-garbage'],
    before: 9,
    text: {
      en: 'An object that refers to itself was frozen by gc.freeze(), then its name was deleted. How many objects does gc.collect() find?',
      zh: '一个引用自己的对象先被 gc.freeze() 冻结，然后删除了它的名字。gc.collect() 找到几个对象？',
    },
    measure: (seen) => seen.answer('collect()', 0),
    options: [
      {
        says: {
          en: '{}: it is unreachable, so it is freed',
          zh: '{}：不可达，所以释放',
        },
        claims: 1,
        believed: true,
        because: {
          en: 'A collection looks only at the objects on its lists. The frozen one is on none of them, so {} are found, until unfreeze().',
          zh: '回收只看自己链表上的对象。被冻结的不在任何一代里，所以找到 {} 个，直到 unfreeze()。',
        },
      },
      {
        says: { en: '{}: frozen objects are left out', zh: '{}：冻结的对象不在查找之列' },
        claims: 0,
        because: {
          en: 'Right. After gc.unfreeze() the next collection finds it.',
          zh: '对。执行 gc.unfreeze() 之后，下一次回收就能找到它。',
        },
      },
      {
        says: { en: '{}: the frozen one and its name', zh: '{}：被冻结的对象和它的名字' },
        claims: 2,
        because: {
          en: 'A name is no object. And the object itself is out of sight while it is frozen: {}.',
          zh: '名字不是对象。而对象本身在冻结期间是看不见的：{}。',
        },
      },
    ],
  },
  {
    about: frozenAndYoung,
    before: 17,
    text: {
      en: 'A ring of three objects, then gc.freeze(), then a ring of two. All five names are deleted. What does gc.collect() answer?',
      zh: '先有三个对象的循环引用，然后 gc.freeze()，再有两个对象的循环引用。五个名字全部删除。gc.collect() 返回多少？',
    },
    measure: (seen) => seen.answer('collect()'),
    options: [
      {
        says: { en: '{}: none of them can be reached', zh: '{}：一个也到达不了' },
        claims: 5,
        believed: true,
        because: {
          en: 'Unreachable they are, all of them; but three are frozen, and a collection does not look there. It finds {}.',
          zh: '它们确实都不可达；但三个被冻结，回收不去那里看。它找到 {} 个。',
        },
      },
      {
        says: { en: '{}: the ring made after freeze()', zh: '{}：freeze() 之后的那个循环' },
        claims: 2,
        because: {
          en: 'Right. freeze() takes what is tracked at that moment out of sight; what is made later is collected as always.',
          zh: '对。freeze() 把那一刻被跟踪的对象移出视线；之后创建的照常回收。',
        },
      },
      {
        says: { en: '{}: freeze() switches the collector off', zh: '{}：freeze() 关掉了回收器' },
        claims: 0,
        because: {
          en: 'It does not: objects made afterwards are on the lists as usual, and {} are found.',
          zh: '不会：之后创建的对象照常在链表上，找到 {} 个。',
        },
      },
    ],
  },
);

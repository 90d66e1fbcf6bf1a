import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const stillInAList = ownProgram({
  id: 'still-in-a-list',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('w', 'a'),
    python.list('items', ['a']),
    python.delete('a'),
    python.alive('w'),
    python.clear('items'),
    python.alive('w'),
  ],
});

export const delFrees: Pair = pair(
  'M25',
  {
    about: library['two-names'],
    before: 5,
    text: {
      en: 'b = a gave one object a second name. Now del a. What is the refcount of the object after that?',
      zh: 'b = a 给同一个对象起了第二个名字。现在执行 del a。之后这个对象的引用计数值是多少？',
    },
    measure: (seen) => seen.answer('count of b'),
    options: [
      {
        says: { en: '{}: the object is freed', zh: '{}：对象被释放' },
        claims: 0,
        believed: true,
        because: {
          en: 'del removes a name. The object still has the name b, so its count is {} and it lives.',
          zh: 'del 删除的是名字。对象还有名字 b，所以计数是 {}，它还活着。',
        },
      },
      {
        says: { en: '{}: b still refers to it', zh: '{}：b 仍引用着它' },
        claims: 1,
        because: {
          en: 'Right. The count went from 2 to 1; only the last name that goes takes it to 0, and then the object dies at once.',
          zh: '对。计数从 2 变为 1；最后一个名字消失时才到 0，那时对象立即消亡。',
        },
      },
      {
        says: {
          en: '{}: del only marks the object for the collector',
          zh: '{}：del 只是给回收器做个标记',
        },
        claims: 2,
        because: {
          en: 'Nothing is marked, and no collector is asked: del lowers the count at once, to {}.',
          zh: '没有标记，也不问回收器：del 立即让计数减 1，变为 {}。',
        },
      },
    ],
  },
  {
    about: stillInAList,
    before: 4,
    text: {
      en: 'items = [a], then del a, then items.clear(). When does the object that a stood for die?',
      zh: '先 items = [a]，再 del a，再 items.clear()。a 所代表的对象何时消亡？',
    },
    measure: (seen) =>
      `${seen.answer('w answers an object', 0)} ${seen.answer('w answers an object', 1)}`,
    options: [
      {
        says: { en: 'At del a', zh: '在 del a 时' },
        claims: 'false false',
        believed: true,
        because: {
          en: 'del a takes one reference of two away: the list still holds the object, and it lives until items.clear().',
          zh: 'del a 只去掉两个引用中的一个：列表仍持有对象，它一直活到 items.clear()。',
        },
      },
      {
        says: { en: 'At items.clear()', zh: '在 items.clear() 时' },
        claims: 'true false',
        because: {
          en: 'Right. The name and the list made a count of 2; each of the two statements takes 1 away, and at 0 the object dies.',
          zh: '对。名字和列表使计数为 2；两条语句各减 1，减到 0 时对象消亡。',
        },
      },
      {
        says: {
          en: 'Later, when the collector runs',
          zh: '更晚，等回收器运行时',
        },
        claims: 'true true',
        because: {
          en: 'The collector is needed for rings only. Here the count falls to 0 at items.clear(), and the object dies in that statement.',
          zh: '只有循环引用才需要回收器。这里计数在 items.clear() 时降到 0，对象就在那条语句中消亡。',
        },
      },
    ],
  },
);

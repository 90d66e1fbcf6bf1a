import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const aRingHeldByC = ownProgram({
  id: 'a-ring-held-by-c',
  machine: { python: { version: '3.12', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.new('c', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'c'),
    python.set('c', 'other', 'a'),
    python.holdFromC('b'),
    python.delete('a'),
    python.delete('b'),
    python.delete('c'),
    python.collect(),
  ],
});

export const marksFromRoots: Pair = pair(
  'M47',
  {
    about: library['no-roots'],
    before: 6,
    text: {
      en: 'An object refers to itself. C code took one more reference with Py_IncRef and noted it nowhere; then the name is deleted. No variable, module or stack leads to the object. How many objects does gc.collect() find?',
      zh: '一个对象引用自己。C 代码用 Py_IncRef 又取了一个引用，却没有记在任何地方；接着删除名字。没有任何变量、模块或栈能到达这个对象。gc.collect() 找到几个对象？',
    },
    measure: (seen) => seen.answer('collect()'),
    options: [
      {
        says: {
          en: '{}: marking from the roots does not reach it',
          zh: '{}：从根出发标记不到它',
        },
        claims: 1,
        believed: true,
        because: {
          en: 'CPython has no roots. It subtracts the references among its objects from their counts: 2 − 1 leaves 1, so something outside holds the object. Found: {}.',
          zh: 'CPython 没有根。它从计数里减去对象之间的引用：2 − 1 剩 1，说明外面有人持有。找到 {} 个。',
        },
      },
      {
        says: { en: '{}: part of its count is left over', zh: '{}：计数还有剩余' },
        claims: 0,
        because: {
          en: 'Right. Whatever keeps a remainder after the subtraction is alive, whoever holds it. That is why C extensions need not announce their roots.',
          zh: '对。减完还有剩余的就活着，不管谁持有。所以 C 扩展不必声明自己的根。',
        },
      },
      {
        says: { en: 'An error: the counts do not fit', zh: '出错：计数对不上' },
        claims: 'error',
        because: {
          en: 'A count that is higher than the known references is the ordinary case: a local variable looks just the same. Found: {}.',
          zh: '计数高于已知引用是平常事：局部变量看起来也是这样。找到 {} 个。',
        },
      },
    ],
  },
  {
    about: aRingHeldByC,
    before: 11,
    text: {
      en: 'Three objects form a ring. C code holds a reference to one of them, in memory no Python object leads to. All names are deleted. What does gc.collect() answer?',
      zh: '三个对象组成循环引用。C 代码持有其中一个的引用，存放之处没有任何 Python 对象能到达。名字全部删除。gc.collect() 返回多少？',
    },
    measure: (seen) => seen.answer('collect()'),
    options: [
      {
        says: { en: '{}: no root leads to them', zh: '{}：没有根能到达它们' },
        claims: 3,
        believed: true,
        because: {
          en: 'After trial deletion one of the three has a remainder of 1. It is alive, and it leads to the other two: {} are found.',
          zh: '试删除之后，三个中有一个剩余 1。它活着，又能到达另外两个：找到 {} 个。',
        },
      },
      {
        says: { en: '{}: all but the one that is held', zh: '{}：除被持有的那个之外' },
        claims: 2,
        because: {
          en: 'What is alive keeps all it leads to, and a ring leads everywhere in itself: {} are found.',
          zh: '活着的对象保住它能到达的一切，而循环里处处可达：找到 {} 个。',
        },
      },
      {
        says: { en: '{}: one held keeps all three', zh: '{}：一个被持有，三个都留下' },
        claims: 0,
        because: {
          en: 'Right. One remainder is enough: from there all three are found to be reachable. No root was looked at.',
          zh: '对。一个剩余就够了：从那里出发三个都可达。根本没有看什么根。',
        },
      },
    ],
  },
);

import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const twoOfThreeHundred = ownProgram({
  id: 'two-of-three-hundred',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.repeat(300, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'a'),
    python.delete('a'),
    python.delete('b'),
    python.collect(),
  ],
});

export const costOfACollection: Pair = pair(
  'M41',
  {
    about: library['the-living-cost'],
    before: 5,
    text: {
      en: '2,000 objects are alive in a list; nothing is garbage. How many objects does gc.collect() examine?',
      zh: '列表里有 2,000 个活着的对象，没有任何垃圾。gc.collect() 要检查多少个对象？',
    },
    measure: (seen) => seen.event(5, 'collection-started').candidates.length,
    options: [
      {
        says: { en: 'None: there is no garbage', zh: '一个也不：没有垃圾' },
        claims: 0,
        believed: true,
        because: {
          en: 'That there is no garbage is what it has to find out, by examining all {} tracked objects.',
          zh: '“没有垃圾”正是它要查明的，为此得检查全部 {} 个被跟踪的对象。',
        },
      },
      {
        says: { en: 'More than 2,000', zh: '2,000 多个' },
        claims: { atLeast: 2001 },
        because: {
          en: 'Right: all {} on its lists. The cost of a collection grows with the living; garbage adds only its own freeing.',
          zh: '对：链表上的全部 {} 个。回收的代价随活着的对象增长；垃圾只增加释放它自己的那点工作。',
        },
      },
      {
        says: { en: 'Only the list, which holds them all', zh: '只有那个列表，它持有所有对象' },
        claims: 1,
        because: {
          en: 'Counts are compared object by object, so every one of the {} must be visited.',
          zh: '计数要逐个对象核对，所以 {} 个都得访问。',
        },
      },
    ],
  },
  {
    about: twoOfThreeHundred,
    before: 9,
    text: {
      en: '300 objects are alive in a list, and two form a ring that nothing leads to. gc.collect() finds the two. How many did it examine?',
      zh: '列表里有 300 个活着的对象，另有两个组成到达不了的循环引用。gc.collect() 找到了这两个。它检查了多少个？',
    },
    measure: (seen) => seen.event(9, 'collection-started').candidates.length,
    options: [
      {
        says: { en: '{}: the garbage', zh: '{}：只有垃圾' },
        claims: 2,
        believed: true,
        because: {
          en: 'Before it knows what is garbage it must have examined everything: {} objects, for two that were found.',
          zh: '在知道什么是垃圾之前，得检查一切：为了找到两个，检查了 {} 个。',
        },
      },
      {
        says: { en: 'More than 300', zh: '300 多个' },
        claims: { atLeast: 301 },
        because: {
          en: 'Right: {}, the living and the dead. Generations exist so that the old among the living are not examined each time.',
          zh: '对：{} 个，活的和死的都在内。分代就是为了不必每次都检查那些老的活对象。',
        },
      },
      {
        says: { en: 'About half: it stops when it has found both', zh: '约一半：两个都找到就停' },
        claims: { atLeast: 100, atMost: 200 },
        because: {
          en: 'It cannot stop early: a reference from the very last object could still keep the two alive. It examined {}.',
          zh: '它不能提前停：最后一个对象的引用也可能让这两个活着。它检查了 {} 个。',
        },
      },
    ],
  },
);

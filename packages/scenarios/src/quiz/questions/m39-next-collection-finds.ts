import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const oneSurvivalThenDropped = ownProgram({
  id: 'one-survival-then-dropped',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.set('b', 'other', 'a'),
    python.collectGeneration(0),
    python.delete('a'),
    python.delete('b'),
    python.collectGeneration(0),
    python.collectGeneration(1),
  ],
});

export const nextCollectionFinds: Pair = pair(
  'M39',
  {
    about: library['only-the-third-finds-it'],
    before: 7,
    text: {
      en: 'An object that refers to itself has survived into generation 2; then its name is deleted. Which of gc.collect(0), gc.collect(1), gc.collect(2), called in this order, finds it?',
      zh: '一个引用自己的对象已存活到第 2 代，然后删除它的名字。依次调用 gc.collect(0)、gc.collect(1)、gc.collect(2)，哪一次找到它？',
    },
    measure: (seen) =>
      `${seen.answer('collect(0)', 1)} ${seen.answer('collect(1)', 1)} ${seen.answer('collect(2)')}`,
    options: [
      {
        says: { en: 'The first: it is garbage', zh: '第一次：它已是垃圾' },
        claims: '1 0 0',
        believed: true,
        because: {
          en: 'A collection looks only at its generation and the younger ones. The object is in generation 2: only collect(2) looks there.',
          zh: '一次回收只看自己这一代和更年轻的。对象在第 2 代：只有 collect(2) 看那里。',
        },
      },
      {
        says: { en: 'The second', zh: '第二次' },
        claims: '0 1 0',
        because: {
          en: 'collect(1) looks at the generations 0 and 1; the object has moved past them.',
          zh: 'collect(1) 看第 0、1 代；对象早已不在那里。',
        },
      },
      {
        says: { en: 'The third', zh: '第三次' },
        claims: '0 0 1',
        because: {
          en: 'Right. Old garbage waits for a full collection, and automatic ones are rare: that is the price of looking mostly at the young.',
          zh: '对。老的垃圾要等完整回收，而自动的完整回收很少：这是主要只看年轻对象的代价。',
        },
      },
    ],
  },
  {
    about: oneSurvivalThenDropped,
    before: 8,
    text: {
      en: 'A ring of two objects has survived one gc.collect(0), then both names are deleted. What do gc.collect(0) and then gc.collect(1) answer?',
      zh: '两个对象的循环引用在一次 gc.collect(0) 中存活，然后两个名字都删除。接着的 gc.collect(0) 和 gc.collect(1) 各返回多少？',
    },
    measure: (seen) => `${seen.answer('collect(0)', 1)} ${seen.answer('collect(1)')}`,
    options: [
      {
        says: { en: '2 and 0: the next one finds them', zh: '2 和 0：下一次就找到' },
        claims: '2 0',
        believed: true,
        because: {
          en: 'They have moved to generation 1, which collect(0) does not look at; collect(1) finds both.',
          zh: '它们已在第 1 代，collect(0) 不看那里；collect(1) 才把两个都找到。',
        },
      },
      {
        says: { en: '0 and 2: it is in generation 1', zh: '0 和 2：它在第 1 代' },
        claims: '0 2',
        because: {
          en: 'Right. Garbage is found by a collection of the generation it is in, or of an older one.',
          zh: '对。垃圾要由它所在那一代、或更老一代的回收来发现。',
        },
      },
      {
        says: { en: '0 and 0: only a full one finds them', zh: '0 和 0：只有完整回收才找得到' },
        claims: '0 0',
        because: {
          en: 'They survived once and are in generation 1, not 2: collect(1) is enough.',
          zh: '它们只存活过一次，在第 1 代而不是第 2 代：collect(1) 就够了。',
        },
      },
    ],
  },
);

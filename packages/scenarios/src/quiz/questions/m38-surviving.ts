import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const twoSurvivals = ownProgram({
  id: 'two-survivals',
  machine: { python: { version: '3.12', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.collectGeneration(0),
    python.new('b', 'Node'),
    python.collectGeneration(1),
    python.generation('a'),
    python.generation('b'),
  ],
});

export const surviving: Pair = pair(
  'M38',
  {
    about: library['survivors-move-up'],
    before: 3,
    text: {
      en: 'A new object is in generation 0. gc.collect(0) runs, and the object survives. In which generation is it now?',
      zh: '一个新对象在第 0 代。执行 gc.collect(0)，对象存活。现在它在第几代？',
    },
    measure: (seen) => seen.answer('generation of a', 1),
    options: [
      {
        says: { en: 'Still in generation {}', zh: '仍在第 {} 代' },
        claims: 0,
        believed: true,
        because: {
          en: 'Whatever survives a collection moves up to the next generation, here to {}; generation 0 is empty afterwards.',
          zh: '凡是在回收中存活的都晋升到更老的一代，这里是第 {} 代；之后第 0 代是空的。',
        },
      },
      {
        says: { en: 'In generation {}', zh: '在第 {} 代' },
        claims: 1,
        because: {
          en: 'Right. One survival, one generation up; from now on it is looked at about a tenth as often.',
          zh: '对。存活一次，晋升一代；从此，检查它的频率大约只有原来的十分之一。',
        },
      },
      {
        says: { en: 'In generation {}, the oldest', zh: '在第 {} 代，最老的一代' },
        claims: 2,
        because: {
          en: 'It needs another survival for that. Only the withdrawn collector of 3.14.0 to 3.14.4 moved it there at once; here it is in {}.',
          zh: '那还要再存活一次。只有已撤回的 3.14.0 到 3.14.4 的回收器会直接移过去；这里它在第 {} 代。',
        },
      },
    ],
  },
  {
    about: twoSurvivals,
    before: 4,
    text: {
      en: 'a survived gc.collect(0). Then b is made, and gc.collect(1) runs, which both survive. In which generations are a and b?',
      zh: 'a 在 gc.collect(0) 中存活。然后创建 b，再执行 gc.collect(1)，两者都存活。a 和 b 各在第几代？',
    },
    measure: (seen) => `${seen.answer('generation of a')} ${seen.answer('generation of b')}`,
    options: [
      {
        says: { en: 'Both where they were: 1 and 0', zh: '都没动：1 和 0' },
        claims: '1 0',
        believed: true,
        because: {
          en: 'Surviving moves objects: collect(1) takes in the generations 0 and 1 and hands all survivors to generation 2.',
          zh: '存活就会移动：collect(1) 把第 0、1 代合起来回收，存活者都交给第 2 代。',
        },
      },
      {
        says: { en: 'Each one further: 2 and 1', zh: '各升一代：2 和 1' },
        claims: '2 1',
        because: {
          en: 'The younger generation is merged into the one collected before anything is examined, so b moves to 2 with a.',
          zh: '检查之前，更年轻的一代就并入了要回收的一代，所以 b 和 a 一起到第 2 代。',
        },
      },
      {
        says: { en: 'Both in 2', zh: '都在第 2 代' },
        claims: '2 2',
        because: {
          en: 'Right. Generations are merged, collected as one, and the survivors go to the next older: b has skipped generation 1.',
          zh: '对。几代先合并再一起回收，存活者去更老的一代：b 跳过了第 1 代。',
        },
      },
    ],
  },
);

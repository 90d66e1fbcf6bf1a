import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const tunedOn315 = ownProgram({
  id: 'tuned-on-3-15',
  machine: { python: { version: '3.15', places: false } },
  program: [
    python.threshold(),
    python.setThreshold(500, 5, 5),
    python.threshold(),
    python.class('Node', ['other']),
    python.list('kept', []),
    python.enable(),
    python.repeat(800, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.disable(),
    python.collections(),
  ],
});

const survivorOn315 = ownProgram({
  id: 'a-survivor-on-3-15',
  machine: { python: { version: '3.15', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.collectGeneration(0),
    python.generation('a'),
  ],
});

export const since314: Pair = pair(
  'M45',
  {
    about: tunedOn315,
    before: 6,
    text: {
      en: 'Python 3.15, after gc.set_threshold(500, 5, 5): 800 objects are made and kept. How many collections of generation 0 run by themselves?',
      zh: 'Python 3.15，执行 gc.set_threshold(500, 5, 5) 之后：创建并保留 800 个对象。第 0 代自动回收几次？',
    },
    measure: (seen) => Number(String(seen.answer('collections of each generation')).split(' ')[0]),
    options: [
      {
        says: {
          en: '{}: since 3.14 the collector is incremental and ignores the threshold',
          zh: '{}：从 3.14 起回收器是增量的，不理会阈值',
        },
        claims: 0,
        believed: true,
        because: {
          en: 'The incremental collector of 3.14.0 to 3.14.4 was withdrawn. 3.15 counts against the threshold as 3.13 does: {} ran.',
          zh: '3.14.0 到 3.14.4 的增量回收器已撤回。3.15 和 3.13 一样，拿计数和阈值比较：执行了 {} 次。',
        },
      },
      {
        says: { en: '{}: at 500, and then it counts anew', zh: '{}：到 500 时一次，然后重新计数' },
        claims: 1,
        because: {
          en: 'Right. More than 500 net allocations start one; the 300 after it are not enough for another. set_threshold works as ever.',
          zh: '对。净分配超过 500 就启动一次；之后的 300 还不够第二次。set_threshold 一如既往有效。',
        },
      },
      {
        says: { en: '{}: one for each slice of the heap', zh: '{}：堆的每一片一次' },
        claims: 8,
        because: {
          en: 'Slices belong to the withdrawn incremental collector. In 3.15 a collection takes in whole generations: {}.',
          zh: '按片回收属于已撤回的增量回收器。3.15 的一次回收针对整代：{} 次。',
        },
      },
    ],
  },
  {
    about: survivorOn315,
    before: 3,
    text: {
      en: 'Python 3.15: a new object survives gc.collect(0). In which generation is it now?',
      zh: 'Python 3.15：一个新对象在 gc.collect(0) 中存活。现在它在第几代？',
    },
    measure: (seen) => seen.answer('generation of a'),
    options: [
      {
        says: {
          en: '{}: there are only young and old since 3.14',
          zh: '{}：3.14 起只分年轻和年老',
        },
        claims: 2,
        believed: true,
        because: {
          en: 'That was the collector of 3.14.0 to 3.14.4, since withdrawn. In 3.15 there are three generations again: {}.',
          zh: '那是 3.14.0 到 3.14.4 的回收器，已撤回。3.15 又有三代：第 {} 代。',
        },
      },
      {
        says: { en: '{}: each collection moves it one on', zh: '{}：每次回收前进一代' },
        claims: 1,
        because: {
          en: 'Right. Three generations, one up for each survival, as in 3.13.',
          zh: '对。三代，每存活一次晋升一代，和 3.13 一样。',
        },
      },
      {
        says: { en: '{}: it stays where it is', zh: '{}：留在原处' },
        claims: 0,
        because: {
          en: 'In no version do survivors stay in generation 0 when it is collected; here they are in {}.',
          zh: '无论哪个版本，第 0 代回收之后，存活者都不会留在那里；这里是第 {} 代。',
        },
      },
    ],
  },
);

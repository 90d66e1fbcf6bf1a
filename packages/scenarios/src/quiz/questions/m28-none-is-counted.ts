import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const fiveHundredOnes = ownProgram({
  id: 'five-hundred-ones',
  machine: { python: { version: '3.12', places: false } },
  program: [
    python.int('one', 1),
    python.list('items', []),
    python.rememberCount('one', 'before'),
    python.repeat(500, [python.append('items', 'one')]),
    python.gain('one', 'before'),
  ],
});

export const noneIsCounted: Pair = pair(
  'M28',
  {
    about: library['none-is-immortal'],
    before: 3,
    text: {
      en: 'Python 3.13: a list takes in None a thousand times. By how much does sys.getrefcount(None) rise?',
      zh: 'Python 3.13：把 None 放进列表一千次。sys.getrefcount(None) 增加多少？',
    },
    measure: (seen) => seen.answer('count of nothing since before'),
    options: [
      {
        says: { en: 'By {}', zh: '{}' },
        claims: 1000,
        believed: true,
        because: {
          en: 'So it was up to 3.11. Since 3.12 None is immortal: its count has a fixed value, and incref leaves it alone ({}).',
          zh: '3.11 及以前是这样。从 3.12 起 None 是永生对象：计数值固定，增加引用时不去动它（{}）。',
        },
      },
      {
        says: { en: 'By {}: the count of None never changes', zh: '{}：None 的计数从不改变' },
        claims: 0,
        because: {
          en: 'Right. An immortal object is never freed, so nobody needs to count it; saving the writes keeps its page shared between processes.',
          zh: '对。永生对象永不释放，无须计数；省下写入，它所在的页就能一直在进程间共享。',
        },
      },
      {
        says: { en: 'By {}: the list holds it once', zh: '{}：列表只持有它一次' },
        claims: 1,
        because: {
          en: 'Each place of the list is a reference. They would count a thousand, if None were counted: {}.',
          zh: '列表的每个位置都是一个引用。如果 None 计数，就该是一千；实际是 {}。',
        },
      },
    ],
  },
  {
    about: fiveHundredOnes,
    before: 3,
    text: {
      en: 'The number 1 goes into a list 500 times. By how much does its count rise in Python 3.11, and in Python 3.12?',
      zh: '把数字 1 放进列表 500 次。它的计数在 Python 3.11 和 Python 3.12 中各增加多少？',
    },
    measure: (seen) =>
      `${seen.on('3.11').answer('count of one since before')} ${seen.on('3.12').answer('count of one since before')}`,
    options: [
      {
        says: { en: 'By 500 in both', zh: '都增加 500' },
        claims: '500 500',
        believed: true,
        because: {
          en: 'The small integers became immortal in 3.12, like None: there the count does not move.',
          zh: '小整数和 None 一样，在 3.12 成了永生对象：计数不再变动。',
        },
      },
      {
        says: { en: 'By 500 in 3.11, by 0 in 3.12', zh: '3.11 增加 500，3.12 增加 0' },
        claims: '500 0',
        because: {
          en: 'Right. In 3.11 each place in the list is counted; in 3.12 the number 1 is immortal and its count stays at a fixed value.',
          zh: '对。3.11 中列表的每个位置都计数；3.12 中数字 1 是永生对象，计数停在固定值。',
        },
      },
      {
        says: { en: 'By 0 in both: numbers are values', zh: '都是 0：数字是值，不是对象' },
        claims: '0 0',
        because: {
          en: 'In Python a number is an object like any other, and up to 3.11 its references are counted: 500.',
          zh: '在 Python 里数字也是对象，3.11 及以前照样数它的引用：500。',
        },
      },
    ],
  },
);

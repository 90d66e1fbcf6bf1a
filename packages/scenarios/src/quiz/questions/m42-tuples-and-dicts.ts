import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const anEmptyDict = ownProgram({
  id: 'an-empty-dict',
  machine: { python: { version: '3.13', places: false } },
  program: [python.dict('empty', []), python.isTracked('empty')],
});

export const tuplesAndDicts: Pair = pair(
  'M42',
  {
    about: library['who-is-tracked'],
    before: 10,
    text: {
      en: 'Python 3.13: a tuple of two numbers is made while the program runs. Is it tracked by the collector when it is new, and after a gc.collect()?',
      zh: 'Python 3.13：运行时创建一个装两个数字的元组。它刚创建时被回收器跟踪吗？gc.collect() 之后呢？',
    },
    measure: (seen) =>
      `${seen.answer('numbers is tracked', 0)} ${seen.answer('numbers is tracked', 1)}`,
    options: [
      {
        says: { en: 'Always: a tuple is a container', zh: '一直被跟踪：元组是容器' },
        claims: 'true true',
        believed: true,
        because: {
          en: 'The collection saw that the tuple holds nothing that could form a ring, and untracked it.',
          zh: '回收时看到元组里没有能构成循环的东西，就不再跟踪它了。',
        },
      },
      {
        says: { en: 'Never: it holds only numbers', zh: '从不：里面只有数字' },
        claims: 'false false',
        because: {
          en: 'When it is made, nobody has looked into it yet: it is tracked like every tuple. The first collection looks.',
          zh: '刚创建时还没人看过里面：它和别的元组一样被跟踪。第一次回收才去看。',
        },
      },
      {
        says: { en: 'First yes, afterwards no', zh: '起初是，之后不是' },
        claims: 'true false',
        because: {
          en: 'Right, up to 3.13. In 3.14 and 3.15 such a tuple is untracked from the start. What get_referrers can see differs with it.',
          zh: '对，3.13 及以前如此。3.14 和 3.15 中这样的元组一开始就不被跟踪。get_referrers 能看到什么也随之不同。',
        },
      },
    ],
  },
  {
    about: anEmptyDict,
    before: 1,
    text: {
      en: 'Is a new empty dict tracked by the collector, in Python 3.13 and in Python 3.15?',
      zh: '新建的空字典被回收器跟踪吗？在 Python 3.13 和 3.15 中各如何？',
    },
    measure: (seen) =>
      `${seen.on('3.13').answer('empty is tracked')} ${seen.on('3.15').answer('empty is tracked')}`,
    options: [
      {
        says: { en: 'In both: dicts are tracked', zh: '都跟踪：字典总被跟踪' },
        claims: 'true true',
        believed: true,
        because: {
          en: 'Up to 3.13 a dict is tracked only once it takes in something that could be; 3.15 tracks every dict.',
          zh: '3.13 及以前，字典要装入可能被跟踪的东西，才被跟踪；3.15 跟踪每个字典。',
        },
      },
      {
        says: { en: 'In neither: it is empty', zh: '都不跟踪：它是空的' },
        claims: 'false false',
        because: {
          en: 'That holds for 3.13. The lazy tracking of dicts was given up in 3.14, and 3.15 tracks even an empty one.',
          zh: '3.13 如此。字典的延迟跟踪在 3.14 取消了，3.15 连空字典也跟踪。',
        },
      },
      {
        says: { en: 'Not in 3.13, but in 3.15', zh: '3.13 不，3.15 是' },
        claims: 'false true',
        because: {
          en: 'Right. Whether a holder is visible to the collector depends on its content and on the version.',
          zh: '对。一个持有者能否被回收器看见，取决于它的内容和版本。',
        },
      },
    ],
  },
);

import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import type { Seen } from '../seen.ts';

const LATER_ON_3_6 = {
  notClaimed: {
    en: 'Not claimed: 3.6 has no freeze, so the interpreter’s own objects are long-lived too, and the full collection comes later.',
    zh: '不断言：3.6 没有 freeze，解释器自己的对象也算长寿对象，完整回收来得更晚。',
  },
};

/** The interpreter's own objects are frozen, so that the thousand are all that is long-lived. */
const oneThousandThenMore = ownProgram({
  id: 'one-thousand-then-more',
  machine: { python: { version: '3.12', places: false } },
  program: [
    python.freeze(),
    python.class('Node', ['other']),
    python.list('kept', []),
    python.repeat(1000, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collect(),
    python.setThreshold(10, 1, 1),
    python.enable(),
    python.repeat(200, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.disable(),
    python.collections(),
    python.enable(),
    python.repeat(200, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(LATER_ON_3_6),
  ],
});

/** Full collections so far; the first was asked for by the program. */
const full = (seen: Seen, nth: number): number =>
  Number(String(seen.answer('collections of each generation', nth)).split(' ')[2]);

export const everyTen: Pair = pair(
  'M40',
  {
    about: library['the-quarter-rule'],
    before: 6,
    text: {
      en: 'Two thousand objects survived a full collection. With thresholds 10, 2, 2 three hundred more are kept, which makes 27 automatic collections. How many of them are full?',
      zh: '两千个对象在一次完整回收中存活。阈值设为 10、2、2，再保留三百个对象，期间自动回收 27 次。其中几次是完整回收？',
    },
    measure: (seen) => full(seen, 0) - 1,
    options: [
      {
        says: {
          en: 'At least 2: one for every three of generation 1',
          zh: '至少 2 次：第 1 代每三次就一次',
        },
        claims: { atLeast: 2 },
        believed: true,
        because: {
          en: 'The count was above the threshold, but the quarter rule held it back: 300 pending are less than a quarter of 2,000. Full ones: {}.',
          zh: '计数超过了阈值，但四分之一规则挡住了：300 个待定的不到 2,000 的四分之一。完整回收：{} 次。',
        },
      },
      {
        says: { en: 'None', zh: '一次也没有' },
        claims: 0,
        because: {
          en: 'Right. A full collection also needs new survivors, at least a quarter as many as there are old ones; otherwise a growing program would do quadratic work.',
          zh: '对。完整回收还要求新的存活者至少达到老对象的四分之一；否则不断增长的程序要做平方级的工作。',
        },
      },
      {
        says: { en: 'Just one', zh: '恰好一次' },
        claims: 1,
        because: {
          en: 'It would need 500 new survivors, a quarter of 2,000; there were 300 at most. Full ones: {}.',
          zh: '那需要 500 个新的存活者，即 2,000 的四分之一；最多只有 300 个。完整回收：{} 次。',
        },
      },
    ],
  },
  {
    about: oneThousandThenMore,
    before: 7,
    text: {
      en: 'One thousand objects survived a full collection; thresholds are 10, 1, 1. Then 200 are kept, and another 200. Does a full collection run among the first 200, and has one run after all 400?',
      zh: '一千个对象在一次完整回收中存活，阈值为 10、1、1。先保留 200 个，再保留 200 个。前 200 个期间有完整回收吗？到 400 个为止有过吗？',
    },
    measure: (seen) => `${full(seen, 0) > 1} ${full(seen, 1) > 1}`,
    options: [
      {
        says: { en: 'Among the first 200 already', zh: '前 200 个期间就有' },
        claims: 'true true',
        believed: true,
        because: {
          en: 'By the thresholds it was due after some 70. But 200 are less than a quarter of 1,000, so it was put off until 250 had survived.',
          zh: '按阈值，大约 70 个就该执行。但 200 不到 1,000 的四分之一，于是推迟到有 250 个存活。',
        },
      },
      {
        says: { en: 'Not at first, but later', zh: '起初没有，后来有' },
        claims: 'false true',
        because: {
          en: 'Right. Pending survivors must reach 1,000 / 4 = 250: that happens within the second 200.',
          zh: '对。待定的存活者必须达到 1,000 / 4 = 250：第二批 200 个期间才达到。',
        },
      },
      {
        says: { en: 'Not at all', zh: '一直没有' },
        claims: 'false false',
        because: {
          en: 'With 250 pending both conditions hold, threshold and quarter, and it runs.',
          zh: '待定的达到 250 个之后，阈值和四分之一两个条件都满足，就执行了。',
        },
      },
    ],
  },
);

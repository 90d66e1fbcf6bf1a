import aFewThatStay from '../../../measured/a-few-that-stay.json' with { type: 'json' };
import aThousand from '../../../measured/a-thousand-of-a-million.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const theProcessShrinks: Pair = pair(
  'M44',
  {
    about: readMeasured(aFewThatStay),
    before: 0,
    text: {
      en: 'Python 3.12 makes a million bytes objects of 100 bytes: 155 MiB are resident. All are deleted but 500, spread evenly, and gc.collect() is called. How much is resident?',
      zh: 'Python 3.12 创建一百万个 100 字节的 bytes 对象：常驻内存 155 MiB。除均匀分布的 500 个之外全部删除，并调用 gc.collect()。常驻内存多少？',
    },
    measure: (seen) => seen.recorded('resident MiB, few alive', 'python', 'Python 3.12'),
    options: [
      {
        says: { en: 'About 11 MiB, as at the start', zh: '约 11 MiB，和开始时一样' },
        claims: { atMost: 20 },
        believed: true,
        because: {
          en: 'An arena of 1 MiB goes back only when nothing in it is alive. 500 objects lie in nearly all of them: {} MiB stay.',
          zh: '1 MiB 的分配区要其中没有任何活对象才归还。500 个对象分布在几乎所有分配区里：仍有 {} MiB。',
        },
      },
      {
        says: { en: 'About half', zh: '约一半' },
        claims: { atLeast: 60, atMost: 100 },
        because: {
          en: 'It is not a matter of how many are alive but of how many arenas hold one: {} MiB stay.',
          zh: '要紧的不是活着多少个，而是多少个分配区里有活的：仍有 {} MiB。',
        },
      },
      {
        says: { en: 'Nearly all of it', zh: '几乎没少' },
        claims: { atLeast: 140 },
        because: {
          en: 'Right: {} MiB. One living object keeps its whole arena. When the 500 go too, it falls to 11 MiB.',
          zh: '对：{} MiB。一个活对象就留住整个分配区。那 500 个也删除后，才降到 11 MiB。',
        },
      },
    ],
  },
  {
    about: readMeasured(aThousand),
    before: 0,
    text: {
      en: 'Python 3.12, 10 MiB resident: a million object() are made in one list, then every thousandth is kept and the rest, 16 MB of them, deleted and collected. How much is resident?',
      zh: 'Python 3.12，常驻 10 MiB：在一个列表里创建一百万个 object()，然后每一千个留一个，其余约 16 MB 删除并回收。常驻内存多少？',
    },
    measure: (seen) => seen.recorded('resident MiB, few alive', 'python', 'Python 3.12'),
    options: [
      {
        says: {
          en: 'About 10 MiB: a thousand objects are nothing',
          zh: '约 10 MiB：一千个对象微不足道',
        },
        claims: { atMost: 13 },
        believed: true,
        because: {
          en: 'The thousand lie in every arena there was, and an arena with one of them stays: {} MiB are resident.',
          zh: '这一千个散布在所有分配区里，而分配区里只要有一个就不归还：仍有 {} MiB 常驻。',
        },
      },
      {
        says: { en: 'About 25 MiB', zh: '约 25 MiB' },
        claims: { atLeast: 20, atMost: 30 },
        because: {
          en: 'Right. The list of 8 MB went back, it was one large piece; the arenas of the objects did not.',
          zh: '对。8 MB 的列表是一整块，已经归还；对象所在的分配区没有。',
        },
      },
      {
        says: {
          en: 'More than 33 MiB: nothing goes back, not even the list',
          zh: '超过 33 MiB：什么也不归还，连列表也不',
        },
        claims: { atLeast: 33 },
        because: {
          en: 'A block as large as the list has a mapping of its own and goes back at once. {} MiB stay, for the objects.',
          zh: '像列表那样大的块有自己的内存映射，立即归还。留下的 {} MiB 是对象的。',
        },
      },
    ],
  },
);

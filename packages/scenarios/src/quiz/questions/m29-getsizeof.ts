import ofAFullList from '../../../measured/sizes-of-a-full-list.json' with { type: 'json' };
import ofAListOfOne from '../../../measured/sizes-of-a-list-of-one.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const getsizeof: Pair = pair(
  'M29',
  {
    about: readMeasured(ofAFullList),
    before: 0,
    text: {
      en: 'A list holds the same text of a million letters, 1,000 times. What does sys.getsizeof of the list answer?',
      zh: '一个列表把同一段一百万字母的文本放了 1,000 次。对列表调用 sys.getsizeof，得到什么？',
    },
    measure: (seen) => seen.recorded('getsizeof of the list', 'python', 'Python 3.13'),
    options: [
      {
        says: {
          en: 'About 1,008,000 bytes: list and text',
          zh: '约 1,008,000 字节：列表加文本',
        },
        claims: { atLeast: 1_000_000, atMost: 1_100_000 },
        believed: true,
        because: {
          en: 'It answers {}: the header and the references. What these lead to is not looked at.',
          zh: '答 {}：头部和引用。引用指向的东西一概不看。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 8056,
        because: {
          en: 'Right. 56 bytes for the list and 8 for each of its 1,000 references, whatever they lead to.',
          zh: '对。列表本身 56 字节，1,000 个引用各 8 字节，不管指向什么。',
        },
      },
      {
        says: { en: 'About a thousand million bytes', zh: '约十亿字节' },
        claims: { atLeast: 1_000_000_000 },
        because: {
          en: 'There is one text, a thousand times referred to; and getsizeof counts the references only: {}.',
          zh: '文本只有一段，被引用了一千次；而 getsizeof 只数引用：{}。',
        },
      },
    ],
  },
  {
    about: readMeasured(ofAListOfOne),
    before: 0,
    text: {
      en: 'A list holds one text of a million letters and nothing else. What does sys.getsizeof of the list answer?',
      zh: '一个列表只装着一段一百万字母的文本。对列表调用 sys.getsizeof，得到什么？',
    },
    measure: (seen) => seen.recorded('getsizeof of the list', 'python', 'Python 3.13'),
    options: [
      {
        says: { en: 'More than 1,000,000 bytes', zh: '超过 1,000,000 字节' },
        claims: { atLeast: 1_000_001 },
        believed: true,
        because: {
          en: 'The text has its own size; the list answers {}: itself and one reference.',
          zh: '文本有自己的大小；列表只答 {}：它自己加一个引用。',
        },
      },
      {
        says: { en: '{} bytes', zh: '{} 字节' },
        claims: 64,
        because: {
          en: 'Right: 56 for the list, 8 for the reference. To measure what an object keeps alive you must follow its references.',
          zh: '对：列表 56，引用 8。要知道一个对象让多少内存活着，得顺着引用去数。',
        },
      },
      {
        says: { en: '{} bytes: one reference', zh: '{} 字节：一个引用' },
        claims: 8,
        because: {
          en: 'The list itself has a header, a length and where its references lie, 56 bytes: {} in all.',
          zh: '列表自己还有头部、长度和引用所在的位置，共 56 字节：合计 {}。',
        },
      },
    ],
  },
);

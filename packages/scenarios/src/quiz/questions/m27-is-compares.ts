import { library } from '../../library/index.ts';
import { type Pair, pair } from '../question.ts';

export const isCompares: Pair = pair(
  'M27',
  {
    about: library['small-integers'],
    before: 5,
    text: {
      en: "c = int('257') and d = int('257'). Is c is d true?",
      zh: "c = int('257')，d = int('257')。c is d 为真吗？",
    },
    measure: (seen) => seen.answer('c is d'),
    options: [
      {
        says: { en: 'True: the numbers are equal', zh: '真：两个数相等' },
        claims: true,
        believed: true,
        because: {
          en: 'is asks whether it is one object, == whether the values are equal. Each int(…) has made an object of its own.',
          zh: 'is 问的是不是同一个对象，== 问的才是值是否相等。每个 int(…) 都造了一个自己的对象。',
        },
      },
      {
        says: { en: 'False: they are two objects', zh: '假：是两个对象' },
        claims: false,
        because: {
          en: 'Right. Only the integers from −5 to 256 (to 1024 in 3.15) exist once and are shared; 257 is made anew.',
          zh: '对。只有 −5 到 256（3.15 到 1024）的整数各只有一个、供大家共用；257 每次都新建。',
        },
      },
      {
        says: {
          en: 'An error: is is not allowed on numbers',
          zh: '出错：数字不能用 is',
        },
        claims: 'SyntaxWarning',
        because: {
          en: 'It is allowed on everything, which is why it misleads: it answers {} here, and true for 256.',
          zh: '任何对象都能用 is，所以它才误导人：这里答 {}，换成 256 就答真。',
        },
      },
    ],
  },
  {
    about: library['interned-strings'],
    before: 2,
    text: {
      en: "a and b are both made while the program runs, as ''.join of the letters of hello. Is a is b true?",
      zh: "a 和 b 都在运行时由 hello 的字母用 ''.join 拼成。a is b 为真吗？",
    },
    measure: (seen) => seen.answer('a is b'),
    options: [
      {
        says: {
          en: 'True: equal strings are stored once',
          zh: '真：相等的字符串只存一份',
        },
        claims: true,
        believed: true,
        because: {
          en: 'Only interned strings are stored once. Literals are interned by the compiler, a string joined at run time is not.',
          zh: '只有驻留（intern）的字符串才只存一份。字面量由编译器驻留，运行时拼出的不会。',
        },
      },
      {
        says: {
          en: 'False, until both pass through sys.intern',
          zh: '假，除非都经过 sys.intern',
        },
        claims: false,
        because: {
          en: 'Right. They are two objects with equal text; sys.intern answers the one object that stands for it.',
          zh: '对。它们是文本相同的两个对象；sys.intern 返回代表这段文本的那一个。',
        },
      },
      {
        says: { en: 'An error', zh: '出错' },
        claims: 'SyntaxWarning',
        because: {
          en: 'is compares two references, whatever they lead to; here the answer is {}.',
          zh: 'is 比较两个引用，不管引用的是什么；这里的答案是 {}。',
        },
      },
    ],
  },
);

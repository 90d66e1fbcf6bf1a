import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const aForgottenString = ownProgram({
  id: 'a-forgotten-string',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.string('text', 'alongtext'),
    python.int('number', 100_000),
    python.delete('text'),
    python.delete('number'),
    python.collect(),
  ],
});

export const collectFreesNumbers: Pair = pair(
  'M21',
  {
    about: library['who-is-tracked'],
    before: 7,
    text: {
      en: 'Which of the two does the collector of CPython watch: the integer 1000, or an empty list?',
      zh: '整数 1000 和一个空列表，CPython 的回收器关注哪一个？',
    },
    measure: (seen) =>
      ['number', 'empty_list'].filter((name) => seen.answer(`${name} is tracked`)).join(' '),
    options: [
      {
        says: { en: 'Both: it frees whatever is unused', zh: '两个都关注：凡是不用的它都释放' },
        claims: 'number empty_list',
        believed: true,
        because: {
          en: 'A number refers to nothing and can never be part of a ring: counting alone frees it, and gc.is_tracked(1000) is False.',
          zh: '数字不引用任何东西，绝不会成为循环的一部分：单靠计数就能释放它，gc.is_tracked(1000) 是 False。',
        },
      },
      {
        says: { en: 'Only the list', zh: '只有列表' },
        claims: 'empty_list',
        because: {
          en: 'Right. A list may come to hold itself, even if it is empty now; a number cannot. Only containers are tracked.',
          zh: '对。列表现在虽空，以后却可能持有自己；数字不能。只有容器才被跟踪。',
        },
      },
      {
        says: {
          en: 'Only the number: an empty list holds nothing',
          zh: '只有数字：空列表什么也不持有',
        },
        claims: 'number',
        because: {
          en: 'The type decides, not what is in it just now: a list is tracked from its birth, a number never.',
          zh: '由类型决定，与此刻的内容无关：列表一创建就被跟踪，数字从不。',
        },
      },
    ],
  },
  {
    about: aForgottenString,
    before: 5,
    text: {
      en: 'A string and an integer, both made at run time, have just lost their only names by del. gc.collect() is called. What does it answer?',
      zh: '运行时生成的一个字符串和一个整数，刚刚因 del 失去了各自唯一的名字。调用 gc.collect()，返回多少？',
    },
    measure: (seen) => seen.answer('collect()'),
    options: [
      {
        says: { en: '{}: string and integer', zh: '{}：字符串和整数' },
        claims: 2,
        believed: true,
        because: {
          en: 'Both were freed at their del, when their counts fell to 0. There is nothing left for the collector: {}.',
          zh: '两者在 del 时计数降到 0，已经释放。没有什么留给回收器：{}。',
        },
      },
      {
        says: {
          en: '{}: the string; small numbers are kept',
          zh: '{}：字符串；数字会留着',
        },
        claims: 1,
        because: {
          en: '100000 is not among the integers that are kept, and anyway neither waits for the collector: {}.',
          zh: '100000 不在常驻的整数之列，何况两者都不用等回收器：{}。',
        },
      },
      {
        says: { en: '{}', zh: '{}' },
        claims: 0,
        because: {
          en: 'Right. The collector finds rings among containers, and only those; everything else has died by counting.',
          zh: '对。回收器只找容器之间的循环引用；其余的都已靠计数消亡。',
        },
      },
    ],
  },
);

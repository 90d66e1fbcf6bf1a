import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const internedStrings: Scenario = scenario({
  id: 'interned-strings',
  title: { en: 'Equal strings, one object or two', zh: '相等的字符串：一个对象还是两个' },
  question: {
    en: 'A program makes the string hello twice while it runs. Are they one object?',
    zh: '程序运行时两次拼出字符串 hello。它们是同一个对象吗？',
  },
  answer: {
    en: 'They are equal and two objects. Only interning makes them one: sys.intern looks the text up in a table and answers the string that is already there. The compiler interns the names and identifier-like constants of a program, which is why a literal so often turns out to be the same object.',
    zh: '它们相等，却是两个对象。只有驻留才会让它们合而为一：sys.intern 按文本查表，返回已有的那个字符串。编译器会驻留程序中的名字和像标识符的常量，所以字面量常常碰巧是同一个对象。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.string('a', 'hello'),
    python.string('b', 'hello'),
    python.same('a', 'b'),
    python.intern('c', 'hello'),
    python.intern('d', 'hello'),
    python.same('c', 'd'),
    python.same('a', 'c'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Two strings made at run time are two objects; two interned ones are one.',
        zh: '运行时生成的两个字符串是两个对象；两个驻留的是一个。',
      },
      {
        en: 'The string made first is not the interned one.',
        zh: '先生成的字符串不是驻留的那个。',
      },
    ],
    notClaimed: [
      {
        en: 'Whether an interned string is immortal: it differs between 3.12, 3.13 and 3.15.',
        zh: '驻留字符串是否永生：3.12、3.13 和 3.15 各不相同。',
      },
    ],
  },
});

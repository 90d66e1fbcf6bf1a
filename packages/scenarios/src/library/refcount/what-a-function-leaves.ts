import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whatAFunctionLeaves: Scenario = scenario({
  id: 'what-a-function-leaves',
  title: { en: 'What a function leaves behind', zh: '函数留下了什么' },
  question: {
    en: 'A function returns; its local variable x was used by an inner function, by a default value, or by a generator that has not finished. Is the object still held?',
    zh: '函数返回了；它的局部变量 x 被内层函数、默认值或尚未结束的生成器用到。对象还被持有吗？',
  },
  answer: {
    en: 'Yes, by all three. A closure holds it through a cell, a function with a default value through its tuple of defaults, a suspended generator through its frame. Each is an object with a count of its own, and lets go when it dies.',
    zh: '是的，三者都持有它。闭包通过单元（cell），带默认值的函数通过默认值元组，挂起的生成器通过它的栈帧。它们都是有自己计数的对象，消亡时才放开。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('w', 'a'),
    python.keep('inner', 'closure', 'a'),
    python.keep('preset', 'default', 'a'),
    python.keep('later', 'generator', 'a'),
    python.count('a'),
    python.delete('a'),
    python.delete('inner'),
    python.delete('preset'),
    python.alive('w'),
    python.delete('later'),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Name, closure, default value and generator make a count of 4.',
        zh: '名字、闭包、默认值和生成器使计数为 4。',
      },
      {
        en: 'The object lives until the last of them is deleted.',
        zh: '直到最后一个被删除，对象才消亡。',
      },
    ],
    notClaimed: [],
  },
});

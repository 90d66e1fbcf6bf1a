import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const aCacheKeepsArguments: Scenario = scenario({
  id: 'a-cache-keeps-arguments',
  title: { en: 'A cache keeps what it was asked', zh: '缓存会留住调用过的参数' },
  question: {
    en: "A function under lru_cache was called with an object, and a bound method of the object was stored. The object's name is deleted. What is left?",
    zh: '用一个对象调用了带 lru_cache 的函数，又保存了它的一个绑定方法。删除对象的名字后，还剩什么？',
  },
  answer: {
    en: 'The object: the cache keeps the arguments it was called with as keys, and a bound method keeps its self. Neither is a cycle and neither is garbage; a collector can do nothing about it. It ends with the cache, or when the cache is cleared.',
    zh: '对象还在：缓存把调用参数作为键保留，绑定方法保留它的 self。这里既没有循环，也没有垃圾，回收器无能为力。只有缓存消失或被清空才会结束。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', []),
    python.new('a', 'Node'),
    python.weakReference('w', 'a'),
    python.keep('look', 'cache', 'a'),
    python.keep('call', 'method', 'a'),
    python.count('a'),
    python.delete('a'),
    python.delete('call'),
    python.collect(),
    python.alive('w'),
    python.delete('look'),
    python.alive('w'),
  ],
  claims: {
    confirmed: [
      { en: 'With cache and method the count is 3.', zh: '有缓存和方法时计数是 3。' },
      {
        en: 'collect() finds nothing; the object goes when the cached function goes.',
        zh: 'collect() 什么也找不到；带缓存的函数消失时，对象才消失。',
      },
    ],
    notClaimed: [],
  },
});

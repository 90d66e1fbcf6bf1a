import { library } from '../../library/index.ts';
import { python } from '../../program/python.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const aRegistry = ownProgram({
  id: 'a-registry',
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Session', ['user']),
    python.list('registry', []),
    python.new('session', 'Session'),
    python.weakReference('seen', 'session'),
    python.append('registry', 'session'),
    python.delete('session'),
    python.collect(),
    python.alive('seen'),
    python.clear('registry'),
    python.alive('seen'),
  ],
});

export const pythonHasNoLeaks: Pair = pair(
  'M43',
  {
    about: library['a-cache-keeps-arguments'],
    before: 8,
    text: {
      en: 'A function cached by lru_cache was called with an object; since then every name of the object was deleted. gc.collect() runs. Is the object freed?',
      zh: '一个用 lru_cache 缓存的函数曾以某个对象为参数调用；此后对象的名字全部删除。执行 gc.collect()。对象释放了吗？',
    },
    measure: (seen) => `${seen.answer('collect()')} ${seen.answer('w answers an object', 0)}`,
    options: [
      {
        says: { en: 'Yes: the program cannot use it any more', zh: '释放了：程序再也用不到它' },
        claims: '1 false',
        believed: true,
        because: {
          en: 'The cache refers to it, and the function to the cache: it is reachable, so the collector is right to keep it.',
          zh: '缓存引用着它，函数又引用着缓存：它可达，回收器留下它是对的。',
        },
      },
      {
        says: { en: 'No: the cache holds it', zh: '没有：缓存持有它' },
        claims: '0 true',
        because: {
          en: 'Right. Memory that only grows, through caches, registries and listeners, is how Python programs leak; a collector cannot know what you will not use.',
          zh: '对。缓存、注册表、监听器让内存只增不减，Python 程序就是这样泄漏的；回收器不知道你不会再用什么。',
        },
      },
      {
        says: { en: 'The cache is freed, the object stays', zh: '缓存释放了，对象留着' },
        claims: '1 true',
        because: {
          en: 'Neither is freed. The function still has a name, and through it everything in the cache is reachable.',
          zh: '两个都没释放。函数还有名字，经由它，缓存里的一切都可达。',
        },
      },
    ],
  },
  {
    about: aRegistry,
    before: 6,
    text: {
      en: 'Each session adds itself to a module-level list, registry, when it is made. Its own name is gone. What happens at gc.collect(), and what at registry.clear()?',
      zh: '每个会话创建时都把自己加入模块级列表 registry。它自己的名字已经没了。执行 gc.collect() 时会怎样？registry.clear() 时呢？',
    },
    measure: (seen) =>
      `${seen.answer('seen answers an object', 0)} ${seen.answer('seen answers an object', 1)}`,
    options: [
      {
        says: {
          en: 'gc.collect() frees the session',
          zh: 'gc.collect() 释放会话',
        },
        claims: 'false false',
        believed: true,
        because: {
          en: 'The registry leads to it, so it is no garbage. It goes at registry.clear(), by its count.',
          zh: '从 registry 能找到它，所以不是垃圾。到 registry.clear() 时，它靠计数释放。',
        },
      },
      {
        says: {
          en: 'registry.clear() frees it',
          zh: 'registry.clear() 释放它',
        },
        claims: 'true false',
        because: {
          en: 'Right. Such a leak is mended by letting go, or by holding weakly (weakref.WeakSet), never by collecting more often.',
          zh: '对。这种泄漏要靠放手，或弱持有（weakref.WeakSet）来修，更频繁地回收没有用。',
        },
      },
      {
        says: { en: 'It stays after both', zh: '两者之后都还在' },
        claims: 'true true',
        because: {
          en: 'The list was its only holder: with clear() its count fell to 0, and it was freed at once.',
          zh: '列表是唯一的持有者：clear() 之后计数降到 0，立即释放。',
        },
      },
    ],
  },
);

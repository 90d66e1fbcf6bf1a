import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whoIsTracked: Scenario = scenario({
  id: 'who-is-tracked',
  title: { en: 'Who is tracked', zh: '谁被跟踪' },
  question: {
    en: 'A number, a list, an empty dict, a dict with an object in it, a tuple of numbers: which of them does the collector watch?',
    zh: '一个数字、一个列表、一个空字典、一个装有对象的字典、一个数字元组：回收器关注其中哪些？',
  },
  answer: {
    en: 'Only what could be part of a ring. A number never is. A list always counts as one that might. A dict joins with the first value that can be tracked; a tuple of numbers is tracked when it is new and dropped by the first collection that sees there is nothing in it to follow. From 3.14 on every dict is tracked.',
    zh: '只有可能成为循环一部分的。数字绝不会。列表总被当作可能。字典在放入第一个可跟踪的值时加入；数字元组新建时被跟踪，第一次回收发现里面没有可跟踪的内容就不再跟踪。从 3.14 起每个字典都被跟踪。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.int('number', 1000),
    python.list('empty_list', []),
    python.dict('empty_dict', []),
    python.dict('full_dict', ['a']),
    python.tuple('numbers', ['number', 'number']),
    python.isTracked('number'),
    python.isTracked('empty_list'),
    python.isTracked('empty_dict'),
    python.isTracked('full_dict'),
    python.isTracked('numbers'),
    python.collect(),
    python.isTracked('numbers'),
    python.isTracked('full_dict'),
  ],
  claims: {
    confirmed: [
      {
        en: 'False, True, False, True, True; the tuple is no longer tracked after a collection, the dict still is.',
        zh: '依次为 False、True、False、True、True；回收之后元组不再被跟踪，字典仍被跟踪。',
      },
    ],
    notClaimed: [
      {
        en: '3.14 and 3.15, whose dicts are all tracked: read off WebAssembly builds.',
        zh: '3.14 和 3.15 的字典都被跟踪：读自 WebAssembly 构建。',
      },
    ],
  },
});

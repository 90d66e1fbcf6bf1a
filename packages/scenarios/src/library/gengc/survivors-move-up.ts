import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const survivorsMoveUp: Scenario = scenario({
  id: 'survivors-move-up',
  title: { en: 'Survivors move up', zh: '存活者晋升' },
  question: {
    en: 'A new object is in generation 0. Where is it after it has survived a collection of generation 0, then of 1, then of 2?',
    zh: '新对象在第 0 代。在第 0 代、第 1 代、第 2 代的回收中先后存活之后，它在哪里？',
  },
  answer: {
    en: 'In generation 1, then 2, then still 2: surviving moves an object one generation up, there is none above 2, and nothing ever moves back down. An old object is looked at only when its own generation is collected.',
    zh: '先到第 1 代，再到第 2 代，然后仍在第 2 代：存活一次晋升一代，2 以上没有更老的，也从不降回。老对象只在它自己那一代回收时才被检查。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.generation('a'),
    python.collectGeneration(0),
    python.generation('a'),
    python.collectGeneration(1),
    python.generation('a'),
    python.collectGeneration(2),
    python.generation('a'),
  ],
  claims: {
    confirmed: [
      {
        en: 'Generations 0, 1, 2, 2, asked of Python 3.8 and later.',
        zh: '依次在第 0、1、2、2 代，由 3.8 及以后的 Python 回答。',
      },
    ],
    notClaimed: [
      {
        en: '3.6 and 3.7, which cannot tell what a generation lists.',
        zh: '3.6 和 3.7：它们无法列出某一代的对象。',
      },
      {
        en: '3.14.0 to 3.14.4, where a survivor of generation 0 went to the oldest at once: these releases are not modelled.',
        zh: '3.14.0 到 3.14.4：那里第 0 代的存活者直接进入最老一代；这些版本不在模型之内。',
      },
    ],
  },
});

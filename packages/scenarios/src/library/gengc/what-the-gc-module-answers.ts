import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whatTheGcModuleAnswers: Scenario = scenario({
  id: 'what-the-gc-module-answers',
  title: { en: 'What the gc module answers', zh: 'gc 模块的回答' },
  question: {
    en: 'What does each call of the gc module answer: the thresholds before and after setting them, isenabled, and collect on a heap without garbage?',
    zh: 'gc 模块的每个调用返回什么：设置前后的阈值、isenabled，以及没有垃圾时的 collect？',
  },
  answer: {
    en: 'The defaults depend on the version: 700, 10, 10 up to 3.12 and 2000, 10, 10 from 3.13. set_threshold changes them and answers nothing. isenabled tells only whether collections may start by themselves. collect answers how many unreachable objects it found, which here is 0 three times.',
    zh: '默认值取决于版本：3.12 及以前是 700、10、10，从 3.13 起是 2000、10、10。set_threshold 修改它们，没有返回值。isenabled 只说明回收能否自动启动。collect 返回找到的不可达对象数，这里三次都是 0。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['me']),
    python.new('a', 'Node'),
    python.threshold(),
    python.setThreshold(700, 10, 5),
    python.threshold(),
    python.enable(),
    python.isEnabled(),
    python.disable(),
    python.isEnabled(),
    python.collectGeneration(0),
    python.collectGeneration(1),
    python.collectGeneration(2),
    python.collections(),
  ],
  claims: {
    confirmed: [
      {
        en: 'Default thresholds of each version, and the new ones behind set_threshold.',
        zh: '各版本的默认阈值，以及 set_threshold 之后的新值。',
      },
      {
        en: 'collect answers 0 for each generation, and each call is one collection of it.',
        zh: 'collect 对每一代都返回 0，每次调用就是该代的一次回收。',
      },
    ],
    notClaimed: [
      {
        en: '3.14.0 to 3.14.4, where the third threshold is 0 and stays so.',
        zh: '3.14.0 到 3.14.4：第三个阈值是 0，且不能修改。',
      },
    ],
  },
});

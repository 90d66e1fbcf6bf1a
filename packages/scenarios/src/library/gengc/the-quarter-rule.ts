import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

/** The interpreter's own objects shift the moment of the full collection. */
const LATER = {
  notClaimed: {
    en: "Not claimed: the interpreter's own long-lived objects, which this machine does not have, shift the moment of the full collection.",
    zh: '不断言：解释器自己的长寿对象（这台机器没有）会移动完整回收的时刻。',
  },
};

export const theQuarterRule: Scenario = scenario({
  id: 'the-quarter-rule',
  title: { en: 'The quarter rule', zh: '四分之一规则' },
  question: {
    en: 'Two thousand objects have survived a full collection. Then more are kept, with thresholds of 10, 2 and 2: full collections are due all the time. Do they run?',
    zh: '两千个对象已在完整回收中存活。然后继续保留新对象，阈值为 10、2、2：完整回收一再到期。它们会运行吗？',
  },
  answer: {
    en: 'Not until the objects promoted since the last full collection are a quarter of those that survived it. Three hundred are not: every full collection is put off, and a younger generation is collected instead. Soon after five hundred it runs. Without this rule a growing program would examine all it has again and again, which makes quadratic work.',
    zh: '要等到上次完整回收之后晋升的对象达到存活者的四分之一。三百个不够：每次完整回收都推迟，改为回收较年轻的一代。过了五百个不久，它就运行了。没有这条规则，不断增长的程序会反复检查全部对象，工作量成平方增长。',
  },
  machine: { python: { version: '3.13', places: false, ledger: true } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.repeat(2000, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collect(),
    python.setThreshold(10, 2, 2),
    python.enable(),
    python.repeat(300, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.disable(),
    python.collections(),
    python.enable(),
    python.repeat(700, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(LATER),
  ],
  claims: {
    confirmed: [
      {
        en: 'With three hundred objects more no full collection has run by itself: 21 of generation 0, 6 of generation 1.',
        zh: '多出三百个对象时，没有自动运行过完整回收：第 0 代 21 次，第 1 代 6 次。',
      },
    ],
    notClaimed: [
      {
        en: "How many of each ran in the end: the interpreter's own objects, some thousands that this machine does not have, belong to the long-lived too.",
        zh: '最后各代恰好运行了几次：解释器自己的几千个对象也算长寿对象，这台机器里没有。',
      },
      { en: '3.14.0 to 3.14.4, which had no such rule.', zh: '3.14.0 到 3.14.4 没有这条规则。' },
    ],
  },
});

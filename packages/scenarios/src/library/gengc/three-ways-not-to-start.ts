import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const threeWaysNotToStart: Scenario = scenario({
  id: 'three-ways-not-to-start',
  title: { en: 'Three ways not to start', zh: '三种不启动的情形' },
  question: {
    en: 'With a threshold of 100 a collection has come by itself. What keeps the next one from coming: disable(), a threshold of 0, or letting things die?',
    zh: '阈值为 100 时回收自动启动过一次。怎样让下一次不来：disable()、阈值设为 0，还是让对象消亡？',
  },
  answer: {
    en: 'Each of them. A disabled collector goes on counting and does not start; a first threshold of 0 switches the trigger off; and objects that die at once never add up. collect() works in all three cases.',
    zh: '都可以。停用的回收器继续计数但不启动；第一个阈值为 0 会关掉触发；立即消亡的对象永远不会累积。三种情形下 collect() 都有效。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.setThreshold(100, 10, 10),
    python.enable(),
    python.repeat(150, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
    python.disable(),
    python.repeat(500, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
    python.setThreshold(0, 10, 10),
    python.enable(),
    python.repeat(500, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
    python.collect(),
    python.setThreshold(100, 10, 10),
    python.repeat(5000, [python.new('x', 'Node')]),
    python.collections(),
  ],
  claims: {
    confirmed: [
      {
        en: 'One collection with threshold 100; none while disabled, none with threshold 0, none for objects that die at once.',
        zh: '阈值为 100 时一次；停用时、阈值为 0 时、对象立即消亡时都没有。',
      },
    ],
    notClaimed: [],
  },
});

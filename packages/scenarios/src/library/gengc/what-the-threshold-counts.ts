import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whatTheThresholdCounts: Scenario = scenario({
  id: 'what-the-threshold-counts',
  title: { en: 'What the threshold counts', zh: '阈值数的是什么' },
  question: {
    en: 'The first threshold is 700. Five thousand integers are made, then five thousand objects that are dropped at once, then objects that are kept. When does the collector start?',
    zh: '第一个阈值是 700。先创建五千个整数，再创建五千个立即放开的对象，然后创建保留下来的对象。回收器何时启动？',
  },
  answer: {
    en: 'Only in the end. Integers are no containers and are not counted. Objects that die give back what they added: the count stands where it was. Only what is kept adds up, and the collection starts when more than 700 allocations are not made up for.',
    zh: '只在最后。整数不是容器，不计入。消亡的对象会把加上的减回去，计数留在原处。只有保留下来的才会累积；净分配数超过 700 时回收才启动。',
  },
  machine: { python: { version: '3.13', places: false } },
  program: [
    python.class('Node', ['other']),
    python.list('kept', []),
    python.setThreshold(700, 10, 10),
    python.enable(),
    python.repeat(5000, [python.int('number', 1000)]),
    python.collections(),
    python.repeat(5000, [python.new('x', 'Node')]),
    python.collections(),
    python.repeat(600, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
    python.repeat(200, [python.new('x', 'Node'), python.append('kept', 'x')]),
    python.collections(),
  ],
  claims: {
    confirmed: [
      {
        en: 'No collection for 5000 integers, 5000 dropped objects and 600 kept ones; one when 800 are kept.',
        zh: '5000 个整数、5000 个放开的对象和 600 个保留的对象都没有引起回收；保留到 800 个时有一次。',
      },
    ],
    notClaimed: [
      {
        en: "At which of the 800 it starts: a program's own frames and lists take part in the count, differently in each version.",
        zh: '恰好在第几个启动：程序自己的栈帧和列表也计入，各版本不同。',
      },
    ],
  },
});

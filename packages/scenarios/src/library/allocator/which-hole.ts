import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const whichHole: Scenario = scenario({
  id: 'which-hole',
  title: { en: 'Three requests, three holes', zh: '三个请求，三个空洞' },
  question: {
    en: 'A heap has three holes, of 3008, 1520 and 2016 bytes. The program asks for 1400, then 1550, then 2900 bytes. Can all three go into the holes?',
    zh: '堆里有三个空洞：3008、1520 和 2016 字节。程序先要 1400 字节，再要 1550，最后要 2900。三个都能放进空洞吗？',
  },
  answer: {
    en: 'Under best fit, yes: each request takes the smallest hole that is large enough, and the largest is still whole when it is needed. Under first, next and worst fit the large hole is cut early, and the third request must go behind everything. With other programs best fit loses: it leaves many rests too small for anyone.',
    zh: '最佳适配可以：每个请求都取够用的空洞里最小的一个，轮到最大的请求时，最大的空洞仍然完整。首次、循环首次和最坏适配早早切开了大空洞，第三个请求只能放到所有块的后面。换一个程序，最佳适配也会输：它会留下许多谁也用不上的小块。',
  },
  machine: { heap: { bytes: 12288, placement: 'best-fit' } },
  program: [
    memory.malloc('a1', 1496),
    memory.malloc('a2', 1496),
    memory.malloc('wallA', 24),
    memory.malloc('b', 1500),
    memory.malloc('wallB', 24),
    memory.malloc('c', 2000),
    memory.malloc('wallC', 24),
    ...['b', 'c', 'a1', 'a2'].map((name) => memory.free(name)),
    memory.malloc('x', 1400),
    memory.distance('x', 'wallB'),
    memory.malloc('y', 1550),
    memory.distance('y', 'wallC'),
    memory.malloc('z', 2900),
    memory.distance('z', 'wallA'),
  ],
  claims: {
    confirmed: [
      {
        en: 'glibc serves requests of this size best fit: the three lie at the beginnings of the holes of 1520, 2016 and 3008 bytes.',
        zh: 'glibc 对这种大小的请求采用最佳适配：三个块分别在 1520、2016 和 3008 字节的空洞开头。',
      },
    ],
    notClaimed: [
      {
        en: 'The other policies: gcc’s C library has no switch for them. They are compared in the guide.',
        zh: '其他策略：gcc 所用的 C 库没有切换它们的开关。指南里把它们放在一起比较。',
      },
    ],
  },
});

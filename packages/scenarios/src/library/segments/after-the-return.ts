import { ask, process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const afterTheReturn: Scenario = scenario({
  id: 'after-the-return',
  title: { en: 'What is left of a local variable', zh: '局部变量留下了什么' },
  question: {
    en: 'A function keeps the address of its local variable in a global pointer and returns. What does the pointer lead to?',
    zh: '函数把局部变量的地址存入全局指针，然后返回。这个指针指向什么？',
  },
  answer: {
    en: 'To memory that belongs to nobody until the next call takes it. That call puts its own variable there, and the pointer reads what that one holds. Nothing was freed, and nothing warned.',
    zh: '指向不再属于谁的内存，直到下一次调用占用它。那次调用把自己的变量放在那里，指针读到的就是它的值。没有谁释放过什么，也没有任何警告。',
  },
  machine: { process: {} },
  program: [
    process.exec({
      variables: [{ name: 'kept', type: 'pointer' }],
      functions: [
        { name: 'before', variables: [{ name: 'old', type: 'int' }] },
        { name: 'after', variables: [{ name: 'young', type: 'int' }] },
        { name: 'main', result: 'int' },
      ],
    }),
    process.call('main'),
    process.call('before'),
    process.add('old', [42]),
    process.point('kept', 'old'),
    ask.byte('kept', 0),
    process.return(),
    process.call('after'),
    ask.samePlace('young', 'kept'),
    process.add('young', [7]),
    ask.byte('kept', 0),
    process.return(),
    process.return(0),
  ],
  claims: {
    confirmed: [
      {
        en: 'The variable of the second call lies where that of the first lay, and the kept pointer reads its value, 7.',
        zh: '第二次调用的变量就在第一次的位置，留下的指针读到它的值 7。',
      },
    ],
    notClaimed: [
      {
        en: 'That it is so with optimisation, or in another compiler: the language calls the use of such a pointer undefined.',
        zh: '开启优化或换一个编译器后仍然如此：语言规定使用这样的指针是未定义行为。',
      },
    ],
  },
});

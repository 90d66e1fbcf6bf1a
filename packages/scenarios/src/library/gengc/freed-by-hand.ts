import { memory } from '../../program/memory.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const freedByHand: Scenario = scenario({
  id: 'freed-by-hand',
  title: { en: 'What a collector is for', zh: '回收器用来做什么' },
  question: {
    en: 'A C program has two blocks. It forgets one without freeing it, and frees the other while a second variable still holds its address. What is wrong with each?',
    zh: 'C 程序有两个内存块：忘掉一个而没有释放，释放另一个时还有第二个变量保存着它的地址。各有什么问题？',
  },
  answer: {
    en: 'The first is leaked: nobody can free it any more, and its memory serves nobody until the program ends. The second is freed too early: the variable dangles, and the next block of that size lies where it points. Whoever frees by hand must know when the last use is over. Counting knows it when the last reference goes; a collector also knows it where references go round in a ring; both give the memory to the next object.',
    zh: '第一个泄漏了：再也没有人能释放它，直到程序结束，这块内存都没有用处。第二个释放得太早：变量悬空，下一个同样大小的块就在它所指的地方。手工释放的人必须知道最后一次使用何时结束。引用计数在最后一个引用消失时就知道；引用绕成一圈时，回收器也知道；两者都把内存交给下一个对象。',
  },
  machine: { heap: { bytes: 512 } },
  program: [
    memory.malloc('forgotten', 24),
    memory.malloc('shared', 24),
    memory.usableSize('shared'),
    memory.forget('forgotten'),
    memory.free('shared'),
    memory.malloc('next', 24),
    memory.usableSize('next'),
    memory.distance('shared', 'next'),
  ],
  claims: {
    confirmed: [
      {
        en: 'valgrind calls the 24 bytes that were forgotten definitely lost.',
        zh: 'valgrind 把被忘掉的 24 字节称为确定泄漏（definitely lost）。',
      },
      {
        en: 'The next block of the size lies exactly where the freed one lay: distance 0.',
        zh: '下一个同样大小的块恰好在被释放的块原来的地方：距离为 0。',
      },
    ],
    notClaimed: [
      {
        en: 'Freeing twice: glibc ends the program at that point.',
        zh: '重复释放：glibc 会当场终止程序。',
      },
    ],
  },
});

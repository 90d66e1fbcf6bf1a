import { memory } from '../../program/memory.ts';
import { process } from '../../program/process.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const freedByHand: Scenario = scenario({
  id: 'freed-by-hand',
  title: { en: 'What a collector is for', zh: '回收器用来做什么' },
  question: {
    en: 'A C program forgets one block without freeing it. Another it frees through one of two variables, takes a new block, and then frees through the second variable too. What is wrong with each?',
    zh: 'C 程序忘掉一个内存块而没有释放；另一个块有两个变量保存地址，经其中一个释放，又取得一个新块，然后经第二个变量再释放一次。各有什么问题？',
  },
  answer: {
    en: 'The first is leaked: nobody can free it any more, and its memory serves nobody until the program ends. The second is freed too early for the variable that was left: the next block of the size lies where it points, so the second free takes that block away from its owner, and glibc only notices when the owner frees it. Whoever frees by hand must know when the last use is over. Counting knows it when the last reference goes; a collector also knows it where references go round in a ring; both give the memory to the next object, and neither gives it twice.',
    zh: '第一个泄漏了：再也没有人能释放它，直到程序结束，这块内存都没有用处。第二个对剩下的那个变量来说释放得太早：下一个同样大小的块就在它所指的地方，于是第二次释放把这个块从它的主人手里拿走，直到主人自己释放时 glibc 才发现。手工释放的人必须知道最后一次使用何时结束。引用计数在最后一个引用消失时就知道；引用绕成一圈时，回收器也知道；两者都把内存交给下一个对象，而且不会给两次。',
  },
  machine: { process: {}, heap: { policy: 'glibc' } },
  program: [
    process.exec({
      variables: ['forgotten', 'shared', 'other', 'next'].map((name) => ({
        name,
        type: 'pointer',
      })),
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('forgotten', 24),
    memory.malloc('shared', 24),
    process.add('other', ['shared']),
    memory.usableSize('shared'),
    memory.forget('forgotten'),
    memory.free('shared'),
    memory.malloc('next', 24),
    memory.distance('shared', 'next'),
    memory.free('other', {
      note: {
        en: 'The second variable knows nothing of the first free: what it frees is the block of next.',
        zh: '第二个变量对第一次释放一无所知：它释放的是 next 的块。',
      },
    }),
    memory.free('next', {
      note: {
        en: 'The rightful owner comes last, and is the one who is stopped.',
        zh: '真正的主人最后才来，被拦下的却是它。',
      },
    }),
  ],
  claims: {
    confirmed: [
      {
        en: 'The next block of the size lies exactly where the freed one lay: distance 0.',
        zh: '下一个同样大小的块恰好在被释放的块原来的地方：距离为 0。',
      },
      {
        en: 'glibc ends the program at the third free, with the line shown.',
        zh: '第三次释放时 glibc 终止程序，并打印所示的一行。',
      },
      {
        en: 'valgrind calls the 24 bytes that were forgotten definitely lost, and the free through the second variable invalid.',
        zh: 'valgrind 把被忘掉的 24 字节称为确定泄漏（definitely lost），把经第二个变量的释放称为无效。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses: the real program is placed at random and brings its libraries along.',
        zh: '地址：真实的程序位置随机，还带着它的库。',
      },
    ],
  },
});

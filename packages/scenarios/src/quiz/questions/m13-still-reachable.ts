import heldAtExit from '../../../measured/held-at-exit.json' with { type: 'json' };
import { memory } from '../../program/memory.ts';
import { process } from '../../program/process.ts';
import { readMeasured } from '../measured.ts';
import { ownProgram, type Pair, pair } from '../question.ts';
import { leakedBytes } from './leaked-bytes.ts';

const oneHeldOneForgotten = ownProgram({
  id: 'one-held-one-forgotten',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'table', type: 'pointer' },
        { name: 'scratch', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('table', 4000),
    memory.malloc('scratch', 500),
    memory.forget('scratch'),
    process.return(0),
  ],
});

export const stillReachable: Pair = pair(
  'M13',
  {
    about: readMeasured(heldAtExit),
    before: 0,
    text: {
      en: 'A global pointer leads to a block of 1,000 bytes that is used until the end and never freed. The program returns from main. What does valgrind report about the 1,000 bytes?',
      zh: '一个全局指针指向 1,000 字节的块，块一直用到最后，从未释放。程序从 main 返回。valgrind 怎样报告这 1,000 字节？',
    },
    measure: (seen) => {
      const classes = ['definitely lost', 'possibly lost', 'still reachable'];
      return classes.filter((name) => seen.recorded(name, 'valgrind') === 1000).join(' ');
    },
    options: [
      {
        says: {
          en: 'As definitely lost: it was never freed',
          zh: '确定泄漏：它从未释放',
        },
        claims: 'definitely lost',
        believed: true,
        because: {
          en: 'Lost means that nobody can free it any more. A pointer still leads here, so it is {}: nothing is wrong.',
          zh: '泄漏是指再也没有人能释放它。这里仍有指针指向它，所以是 {}：没有错。',
        },
      },
      {
        says: { en: 'As still reachable', zh: '仍可达（still reachable）' },
        claims: 'still reachable',
        because: {
          en: 'Right. The program could have freed it at any time; the kernel takes it back at exit. At most it is bloat.',
          zh: '对。程序随时可以释放它；退出时内核会收回。它至多算内存膨胀。',
        },
      },
      {
        says: {
          en: 'As possibly lost: after main nobody knows',
          zh: '可能泄漏：main 之后就说不准了',
        },
        claims: 'possibly lost',
        because: {
          en: 'That is for pointers into the middle of a block. This one leads to its start: {}.',
          zh: '那是针对指向块中间的指针。这个指针指向开头：{}。',
        },
      },
    ],
  },
  {
    about: oneHeldOneForgotten,
    before: 4,
    text: {
      en: 'table = malloc(4000) is global and kept. scratch = malloc(500), then scratch = NULL. Nothing was freed and main is about to return. How many bytes are leaked?',
      zh: 'table = malloc(4000) 是全局变量，一直保留。scratch = malloc(500)，然后 scratch = NULL。什么也没释放，main 即将返回。泄漏了多少字节？',
    },
    measure: (seen) => leakedBytes(seen, 4),
    options: [
      {
        says: { en: '{}: nothing was freed', zh: '{}：什么都没释放' },
        claims: 4500,
        believed: true,
        because: {
          en: 'table can still be freed, so its 4,000 bytes are not lost. Only {} bytes are, to which no variable leads.',
          zh: 'table 仍然可以释放，它的 4,000 字节没有泄漏。没有变量指向的只有 {} 字节。',
        },
      },
      {
        says: { en: '{}: those of scratch', zh: '{}：scratch 的那些' },
        claims: 500,
        because: {
          en: 'Right. What decides is whether some variable still leads to the block, not whether free was called.',
          zh: '对。关键在于是否还有变量指向这个块，而不在于是否调用过 free。',
        },
      },
      {
        says: { en: '{}: exit gives everything back', zh: '{}：退出时会全部归还' },
        claims: 0,
        because: {
          en: 'The kernel will take it back, but while the program ran, {} bytes served nobody. In a server that never ends they add up.',
          zh: '内核会收回，但程序运行期间有 {} 字节谁也用不上。在从不结束的服务器里，它们会越积越多。',
        },
      },
    ],
  },
);

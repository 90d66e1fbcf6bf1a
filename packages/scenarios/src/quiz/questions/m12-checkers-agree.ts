import fiveBlocks from '../../../measured/five-blocks.json' with { type: 'json' };
import pointerInside from '../../../measured/pointer-inside.json' with { type: 'json' };
import { readMeasured } from '../measured.ts';
import { type Pair, pair } from '../question.ts';

export const checkersAgree: Pair = pair(
  'M12',
  {
    about: readMeasured(fiveBlocks),
    before: 0,
    text: {
      en: 'Of one program valgrind says at exit: 36 bytes definitely lost, 30 indirectly, 40 possibly (a pointer leads into the middle of the block), 10 still reachable. How many bytes does LeakSanitizer report for the same program?',
      zh: '程序退出时 valgrind 说：确定泄漏 36 字节，间接 30，可能 40（有指针指向块的中间），仍可达 10。对同一程序，LeakSanitizer 报告多少字节？',
    },
    measure: (seen) => seen.recorded('LeakSanitizer bytes', 'gcc'),
    options: [
      {
        says: { en: '{}: all that is lost', zh: '{}：三种泄漏之和' },
        claims: 106,
        believed: true,
        because: {
          en: 'LeakSanitizer takes a pointer into the middle as a pointer: it reports {} bytes and is silent about the 40.',
          zh: 'LeakSanitizer 把指向中间的指针也当作指针：它报告 {} 字节，不提那 40 字节。',
        },
      },
      {
        says: { en: '{}: definitely and indirectly lost', zh: '{}：确定的和间接的' },
        claims: 66,
        because: {
          en: 'Right. 36 + 30. What some pointer still leads into, be it the middle of the block, is no leak to it.',
          zh: '对。36 + 30。只要还有指针指进块里，哪怕是中间，它就不算泄漏。',
        },
      },
      {
        says: { en: '{}: only what is definitely lost', zh: '{}：只有确定泄漏的' },
        claims: 36,
        because: {
          en: 'It also names the 30 bytes to which only a lost block leads: {} in all.',
          zh: '只由泄漏的块指向的那 30 字节，它也会报：一共 {}。',
        },
      },
      {
        says: { en: '{}: everything that was not freed', zh: '{}：所有没释放的' },
        claims: 116,
        because: {
          en: 'Neither tool calls the 10 bytes a leak that a global still leads to; LeakSanitizer reports {}.',
          zh: '全局变量仍指向的那 10 字节，两个工具都不算泄漏；LeakSanitizer 报告 {}。',
        },
      },
    ],
  },
  {
    about: readMeasured(pointerInside),
    before: 0,
    text: {
      en: 'The only pointer to a block of 64 bytes leads 16 bytes behind its start when the program ends. LeakSanitizer reports nothing. What does valgrind call the block?',
      zh: '程序结束时，64 字节的块只有一个指针，指在开头之后 16 字节处。LeakSanitizer 什么也没报。valgrind 把这个块称作什么？',
    },
    measure: (seen) => {
      const classes = ['definitely lost', 'possibly lost', 'still reachable'];
      return classes.filter((name) => seen.recorded(name, 'valgrind') === 64).join(' ');
    },
    options: [
      {
        says: {
          en: 'Still reachable: the tools agree that it is no leak',
          zh: '仍可达：两个工具一致认为没有泄漏',
        },
        claims: 'still reachable',
        believed: true,
        because: {
          en: 'To valgrind only a pointer to the start is sure; one into the middle may be chance, so it says {}.',
          zh: '在 valgrind 看来，指向开头的指针才可靠；指向中间的可能只是巧合，所以它说 {}。',
        },
      },
      {
        says: { en: 'Possibly lost', zh: '可能泄漏（possibly lost）' },
        claims: 'possibly lost',
        because: {
          en: 'Right. A pointer into the middle may be meant or may be chance; valgrind leaves the judgement to the reader, LeakSanitizer does not mention it.',
          zh: '对。指向中间的指针可能是有意的，也可能是巧合；valgrind 让读者判断，LeakSanitizer 则不提。',
        },
      },
      {
        says: { en: 'Definitely lost', zh: '确定泄漏（definitely lost）' },
        claims: 'definitely lost',
        because: {
          en: 'That is a block to which no pointer at all leads. This one is {}.',
          zh: '那是指没有任何指针指向的块。这个是 {}。',
        },
      },
    ],
  },
);

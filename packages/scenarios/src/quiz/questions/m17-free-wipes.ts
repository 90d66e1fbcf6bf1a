import whatFreeOverwrites from '../../../measured/what-free-overwrites.json' with { type: 'json' };
import { memory } from '../../program/memory.ts';
import { ask, process } from '../../program/process.ts';
import { readMeasured } from '../measured.ts';
import { ownProgram, type Pair, pair } from '../question.ts';

const readAfterFree = ownProgram({
  id: 'read-after-free',
  machine: { process: {} },
  program: [
    process.exec({
      variables: [
        { name: 'block', type: 'pointer' },
        { name: 'after', type: 'pointer' },
      ],
      functions: [{ name: 'main', result: 'int' }],
    }),
    process.call('main'),
    memory.malloc('block', 40),
    memory.malloc('after', 40),
    process.store('block', 32, 7),
    memory.free('block'),
    ask.byte('block', 32),
    process.return(0),
  ],
});

export const freeWipes: Pair = pair(
  'M17',
  {
    about: readAfterFree,
    before: 5,
    text: {
      en: 'block = malloc(40); block[32] = 7; free(block); The pointer still holds the address. What is in the byte at block[32] now?',
      zh: 'block = malloc(40); block[32] = 7; free(block); 指针仍保存着地址。block[32] 这个字节现在是什么？',
    },
    measure: (seen) => seen.answer('block[32]'),
    options: [
      {
        says: { en: '{}: free has cleared the block', zh: '{}：free 已清零' },
        claims: 0,
        believed: true,
        because: {
          en: 'free writes only what its list needs, the first 16 bytes. The rest stays as it was: {}. A secret must be wiped before free.',
          zh: 'free 只写链表需要的部分，即开头 16 字节。其余原样不动：{}。秘密要在 free 之前自己清除。',
        },
      },
      {
        says: { en: '{}: still there', zh: '{}：还在那里' },
        claims: 7,
        because: {
          en: 'Right. It lies behind the first 16 bytes, which hold the links. Reading it is undefined all the same: the next malloc may own it.',
          zh: '对。它在存放链接的开头 16 字节之后。但读取它仍是未定义行为：下一次 malloc 可能就把它给了别人。',
        },
      },
      {
        says: {
          en: '{}: free fills with a pattern',
          zh: '{}：free 会填入固定的模式',
        },
        claims: 170,
        because: {
          en: 'Debugging allocators do that. An ordinary free leaves these bytes alone: {}.',
          zh: '调试用的分配器才这样。普通的 free 不动这些字节：{}。',
        },
      },
    ],
  },
  {
    about: readMeasured(whatFreeOverwrites),
    before: 0,
    text: {
      en: 'A block of 64 bytes is filled with the letter A and freed; glibc puts it into its thread cache. How many of the 64 bytes are still A?',
      zh: '64 字节的块写满字母 A，然后释放；glibc 把它放进线程缓存。64 个字节中还有多少个是 A？',
    },
    measure: (seen) => seen.recorded('bytes still the same', 'gcc'),
    options: [
      {
        says: { en: '{}: free touches nothing', zh: '{}：free 什么也不碰' },
        claims: 64,
        believed: true,
        because: {
          en: 'A free block is an entry of a list, and the entry lies in the block itself: a link and a key overwrite 16 bytes, {} stay.',
          zh: '空闲块是链表的一个节点，而节点就放在块里：一个链接和一个键覆盖 16 字节，剩下 {} 个。',
        },
      },
      {
        says: { en: '{}: the block is cleared', zh: '{}：块被清零' },
        claims: 0,
        because: {
          en: 'Clearing would cost time at every free, and malloc does not promise zeros. {} bytes are as they were.',
          zh: '清零会让每次 free 都更慢，而 malloc 并不承诺给零。{} 个字节原样不动。',
        },
      },
      {
        says: { en: '{}: all but two words', zh: '{}：除了两个字' },
        claims: 48,
        because: {
          en: 'Right. 8 bytes for the link to the next free block, 8 for the key by which a double free is noticed.',
          zh: '对。8 字节是指向下一个空闲块的链接，8 字节是用来发现重复释放的键。',
        },
      },
    ],
  },
);

import { python } from '../../program/python.ts';
import { type Scenario, scenario } from '../../scenario.ts';

export const fromNameToPage: Scenario = scenario({
  id: 'from-name-to-page',
  title: { en: 'One object, from its name to its page', zh: '一个对象：从名字到内存页' },
  question: {
    en: 'A name stands for an object. Where does the object lie: on the heap that malloc manages, or elsewhere, and what of it is a page of memory?',
    zh: '一个名字代表一个对象。对象放在哪里：在 malloc 管理的堆里，还是别处？其中哪些是一页内存？',
  },
  answer: {
    en: 'Elsewhere. The name holds a reference to the object; the object is 40 bytes in a block of 48; the block is one of 340 in a pool; the pool is one of the pools of an arena; the arena is a mapping that pymalloc got from the kernel, far from the program break. Of its megabyte only the pages that were stored to have memory.',
    zh: '在别处。名字持有对对象的引用；对象占 40 字节，放在 48 字节的固定块里；固定块是池中 340 块之一；池属于一个分配区（arena）；分配区是 pymalloc 向内核要来的映射，离程序中断点很远。在这 1 MiB 中，只有被写过的页才有内存。',
  },
  machine: { python: { version: '3.13' } },
  program: [
    python.class('Node', ['other']),
    python.new('a', 'Node'),
    python.count('a'),
    python.sizeOf('a'),
    python.mappingOf('a'),
    python.new('b', 'Node'),
    python.set('a', 'other', 'b'),
    python.rememberPlace('b', 'place_of_b'),
    python.delete('b', {
      note: {
        en: 'The name goes; the object stays where it is, held by the slot of another.',
        zh: '名字消失；对象仍在原处，由另一个对象的槽位持有。',
      },
    }),
    python.countAt('place_of_b'),
    python.set('a', 'other', null),
    python.new('c', 'Node'),
    python.place('c', ['place_of_b']),
    python.mappingOf('c'),
  ],
  claims: {
    confirmed: [
      {
        en: "An instance with one slot takes 40 bytes from 3.8 on and 56 before, with the collector's words.",
        zh: '只有一个槽位的实例，连同回收器的字段，从 3.8 起占 40 字节，之前占 56 字节。',
      },
      {
        en: "Objects lie in an anonymous mapping, not in the kernel's [heap].",
        zh: '对象位于匿名映射，不在内核标出的 [heap] 里。',
      },
      {
        en: 'The block that came back last serves the next object of its size.',
        zh: '最后归还的固定块留给下一个同样大小的对象。',
      },
    ],
    notClaimed: [
      {
        en: 'Addresses, and which pool: a real interpreter has made objects of its own before the program begins.',
        zh: '地址，以及在哪个池：真实的解释器在程序开始之前已经创建了自己的对象。',
      },
    ],
  },
});

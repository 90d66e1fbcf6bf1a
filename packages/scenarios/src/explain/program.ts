import { bytes, hex } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

/** What became of the program's names. */
export const programSentences: Sentences<'program'> = {
  pointed: ({ name, pointer }) =>
    pointer === null
      ? {
          en: `The variable ${name} is NULL: it leads nowhere.`,
          zh: `变量 ${name} 为 NULL，不再指向任何地方。`,
        }
      : {
          en: `The variable ${name} holds the address ${hex(pointer)}.`,
          zh: `变量 ${name} 保存地址 ${hex(pointer)}。`,
        },
  'left-dangling': ({ name, pointer }) => ({
    en: `The variable ${name} still holds ${hex(pointer)}, though the memory there is no longer the program's.`,
    zh: `变量 ${name} 仍保存着 ${hex(pointer)}，但那里的内存已不属于程序。`,
  }),
  leaked: ({ pointer, usable }) => ({
    en: `No variable leads to ${hex(pointer)} any more: its ${bytes(usable, 'en')} are leaked, in use until the program ends.`,
    zh: `再没有变量指向 ${hex(pointer)}：这 ${bytes(usable, 'zh')}泄漏了，直到程序结束都被占用。`,
  }),
  named: ({ name, object }) => ({
    en: `The name ${name} stands for object #${object} and holds one reference to it.`,
    zh: `名字 ${name} 代表对象 #${object}，并持有对它的一个引用。`,
  }),
  defined: ({ name, slots, bytes: each }) => ({
    en: `An instance of ${name} takes ${bytes(each, 'en')}: 16 for the collector's links, 16 for count and type, 8 for each slot (${slots.join(', ') || 'none'}).`,
    zh: `${name} 的每个实例占 ${bytes(each, 'zh')}：回收器的链接 16 字节，引用计数值与类型 16 字节，每个槽位（${slots.join('、') || '无'}）8 字节。`,
  }),
  remembered: ({ name, address }) => ({
    en: `${name} is the number ${address === null ? 'of no place' : hex(address)}; a number holds no reference.`,
    zh: `${name} 只是数字 ${address === null ? '（没有位置）' : hex(address)}；数字不持有引用。`,
  }),
  unnamed: ({ name, object }) => ({
    en: `The name ${name} is gone; object #${object} is not, it only loses the reference the name held.`,
    zh: `名字 ${name} 被删除；对象 #${object} 并没有被删除，只是少了这个名字持有的引用。`,
  }),
};

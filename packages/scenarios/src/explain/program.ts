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
};

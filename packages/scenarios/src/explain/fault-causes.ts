import type { Localized } from '../language.ts';
import type { EventsOf } from '../machine/events.ts';
import { hex, size } from '../view/format.ts';

type Faulted = Extract<EventsOf<'segments'>, { readonly type: 'faulted' }>;

/** What an access wants, as a noun. */
export const intents: Readonly<Record<Faulted['intent'], Localized>> = {
  read: { en: 'load', zh: '读取' },
  write: { en: 'store', zh: '写入' },
  execute: { en: 'jump', zh: '执行' },
};

/** Why the kernel sends a signal, by the rule that was broken. */
export const faultCauses: Readonly<Record<Faulted['reason'], (event: Faulted) => Localized>> = {
  permission: ({ had, kind }) => ({
    en: `the mapping there${kind === null ? '' : `, ${kind},`} allows only ${had}`,
    zh: `那里的映射${kind === null ? '' : `（${kind}）`}只允许 ${had}`,
  }),
  null: ({ address }) => ({
    en: `${hex(address)} is NULL, or a few bytes behind it, where nothing is ever mapped`,
    zh: `${hex(address)} 是 NULL 或它后面不远处，那里从不映射`,
  }),
  kernel: () => ({
    en: 'the address belongs to the kernel',
    zh: '这个地址属于内核',
  }),
  'stack-limit': ({ stackLimit }) => ({
    en: `to reach it the stack would grow beyond its limit of ${size(stackLimit, 'en')}`,
    zh: `要到达那里，栈会超过 ${size(stackLimit, 'zh')} 的限制`,
  }),
  'guard-gap': () => ({
    en: 'to reach it the stack would come too near the mapping below, or the space has no more room',
    zh: '要到达那里，栈会离下面的映射太近，或者空间已用完',
  }),
  'behind-break': () => ({
    en: 'it lies behind the program break, past the last page of the heap',
    zh: '它在程序中断点之后，超出堆的最后一页',
  }),
  'not-mapped': () => ({
    en: 'nothing is mapped there',
    zh: '那里没有映射',
  }),
};

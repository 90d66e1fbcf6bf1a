import { slotOf } from '../view/format.ts';
import type { Sentences } from './sentence.ts';

/** What counting decided. Objects are told by their number in order of birth. */
export const refcountSentences: Sentences<'refcount'> = {
  created: ({ object, typeName }) => ({
    en: `Object #${object}, a ${typeName}, is made with count 1: the reference of whoever made it.`,
    zh: `创建对象 #${object}（${typeName}），引用计数值为 1：属于创建它的一方。`,
  }),
  increfed: ({ object, refcount }) => ({
    en: `Object #${object} gains a reference: its count is ${refcount}.`,
    zh: `对象 #${object} 多了一个引用：引用计数值为 ${refcount}。`,
  }),
  decrefed: ({ object, refcount }) => ({
    en: `Object #${object} loses a reference: its count is ${refcount}${refcount === 0 ? ', so it dies now' : ''}.`,
    zh: `对象 #${object} 少了一个引用：引用计数值为 ${refcount}${refcount === 0 ? '，因此立即消亡' : ''}。`,
  }),
  referred: ({ referrer, slotName, referent }) =>
    referent === null
      ? {
          en: `The slot ${slotOf(referrer, slotName)} is None.`,
          zh: `槽位 ${slotOf(referrer, slotName)} 为 None。`,
        }
      : {
          en: `The slot ${slotOf(referrer, slotName)} refers to #${referent}.`,
          zh: `槽位 ${slotOf(referrer, slotName)} 引用 #${referent}。`,
        },
  postponed: ({ object, nesting }) => ({
    en: `Deallocations are nested ${nesting} deep: #${object} waits in the trashcan, so that the C stack does not overflow.`,
    zh: `释放已嵌套 ${nesting} 层：#${object} 先放进待释放队列，以免 C 栈溢出。`,
  }),
  finalized: ({ object }) => ({
    en: `The finalizer of #${object} has run; it runs once in an object's life.`,
    zh: `#${object} 的终结器已运行；每个对象一生只运行一次。`,
  }),
  resurrected: ({ object, refcount }) => ({
    en: `The finalizer made #${object} reachable again: it lives on with count ${refcount}.`,
    zh: `终结器让 #${object} 重新可达：它复活了，引用计数值为 ${refcount}。`,
  }),
  'weakly-referred': ({ weakReference, referent }) => ({
    en: `The weak reference #${weakReference} looks at #${referent} and does not count.`,
    zh: `弱引用 #${weakReference} 指向 #${referent}，但不计数。`,
  }),
  'weak-reference-cleared': ({ weakReference, referent }) => ({
    en: `#${referent} dies: the weak reference #${weakReference} now answers None.`,
    zh: `#${referent} 消亡：弱引用 #${weakReference} 从此返回 None。`,
  }),
  'called-back': ({ weakReference }) => ({
    en: `The callback of the weak reference #${weakReference} has run.`,
    zh: `弱引用 #${weakReference} 的回调已运行。`,
  }),
  cleared: ({ object }) => ({
    en: `Object #${object} has let go of all it referred to.`,
    zh: `对象 #${object} 放开了它引用的一切。`,
  }),
  immortalized: ({ object }) => ({
    en: `Object #${object} is immortal: its count never moves again.`,
    zh: `对象 #${object} 成为永生对象：引用计数值不再变化。`,
  }),
  deallocated: ({ object, typeName }) => ({
    en: `Object #${object} (${typeName}) is deallocated: its memory goes back to the heap.`,
    zh: `对象 #${object}（${typeName}）被释放：内存归还给堆。`,
  }),
};

import type { Language, Localized } from '../language.ts';
import type { Phase } from '../machine/trial.ts';

const names: Readonly<Record<Phase, Localized>> = {
  copy: { en: 'copy the counts', zh: '复制计数' },
  subtract: { en: 'subtract inner references', zh: '减去内部引用' },
  separate: { en: 'separate the unreachable', zh: '分出不可达对象' },
  'weak-references': { en: 'weak references', zh: '弱引用' },
  finalize: { en: 'finalizers', zh: '终结器' },
  resurrect: {
    en: 'look again: did a finalizer save something?',
    zh: '再看一遍：终结器救回了什么吗？',
  },
  clear: { en: 'clear', zh: '清空' },
  finish: { en: 'the end', zh: '结束' },
};

/** What a phase of a collection is called. */
export const phaseName = (phase: Phase, language: Language): string => names[phase][language];

import type { Language, Localized } from '../language.ts';
import type { MachineEvent, Model } from '../machine/events.ts';
import type { Moment } from '../machine/moment.ts';
import { answer } from '../view/format.ts';
import { allocatorSentences } from './allocator.ts';
import { gengcSentences } from './gengc.ts';
import { programSentences } from './program.ts';
import { refcountSentences } from './refcount.ts';
import { segmentsSentences } from './segments.ts';
import type { Sentences } from './sentence.ts';

/** Every kind of event of every model has its sentence here, or this does not compile. */
const sentences: { readonly [M in Model]: Sentences<M> } = {
  program: programSentences,
  segments: segmentsSentences,
  allocator: allocatorSentences,
  refcount: refcountSentences,
  gengc: gengcSentences,
};

/** One event in one sentence. */
export function sentence(event: MachineEvent, language: Language): string {
  const table = sentences[event.model] as Readonly<
    Record<string, (event: MachineEvent) => Localized>
  >;
  const say = table[event.type];
  return say ? say(event)[language] : '';
}

/**
 * A moment in sentences: one for each event, one for the answer, one for the fault.
 *
 * @example
 * ```ts
 * import { explain, Machine, memory } from '@memstrata/scenarios';
 *
 * const [first] = explain(new Machine().perform(memory.malloc('a', 24)), 'en');
 * console.log(first); // → 24 bytes need a chunk of 32: 8 for the header, rounded up to 16.
 * ```
 */
export function explain(moment: Moment, language: Language): readonly string[] {
  const told = moment.events.map((event) => sentence(event, language));
  if (moment.observation) {
    const { name, value, notClaimed } = moment.observation;
    told.push(printed[language](`${name} = ${answer(value)}`));
    if (notClaimed) told.push(notClaimed[language]);
  }
  if (moment.fault) told.push(faultSentence(moment.fault.name, moment.fault.message, language));
  return told;
}

const printed: Readonly<Record<Language, (line: string) => string>> = {
  en: (line) => `The program prints: ${line}`,
  zh: (line) => `程序打印：${line}`,
};

const faultSentence = (name: string, message: string, language: Language): string =>
  language === 'zh'
    ? `程序到此为止（${name}）：${message}。`
    : `The program ends here (${name}): ${message}.`;

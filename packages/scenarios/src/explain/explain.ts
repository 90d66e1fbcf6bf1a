import type { Language, Localized } from '../language.ts';
import type { MachineEvent, Model } from '../machine/events.ts';
import type { Moment } from '../machine/moment.ts';
import { answer, decimal } from '../view/format.ts';
import { allocatorSentences } from './allocator.ts';
import { gengcSentences } from './gengc.ts';
import { programSentences } from './program.ts';
import { pymallocSentences } from './pymalloc.ts';
import { refcountSentences } from './refcount.ts';
import { segmentsSentences } from './segments.ts';
import type { Sentences } from './sentence.ts';

/** Every kind of event of every model has its sentence here, or this does not compile. */
const sentences: { readonly [M in Model]: Sentences<M> } = {
  program: programSentences,
  segments: segmentsSentences,
  allocator: allocatorSentences,
  pymalloc: pymallocSentences,
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
 * A moment in sentences: one for each event, one for the answer, one for the fault. Of more than 60 events
 * the first 14 and the last 4 are told, and how many lie between.
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
  const told = tellEvents(moment.events, language);
  if (moment.observation) {
    const { name, value, notClaimed } = moment.observation;
    told.push(printed[language](`${name} = ${answer(value)}`));
    if (notClaimed) told.push(notClaimed[language]);
  }
  if (moment.fault) told.push(faultSentence(moment.fault.name, moment.fault.message, language));
  return told;
}

/** More events than this are told by the first and the last of them. */
const MOST_TOLD = 60;
const FIRST_TOLD = 14;
const LAST_TOLD = 4;

function tellEvents(events: readonly MachineEvent[], language: Language): string[] {
  const tell = (event: MachineEvent): string => sentence(event, language);
  if (events.length <= MOST_TOLD) return events.map(tell);
  const between = decimal(events.length - FIRST_TOLD - LAST_TOLD);
  return [
    ...events.slice(0, FIRST_TOLD).map(tell),
    language === 'zh'
      ? `……如此继续，中间还有 ${between} 个事件。`
      : `… and so on: ${between} more events.`,
    ...events.slice(-LAST_TOLD).map(tell),
  ];
}

const printed: Readonly<Record<Language, (line: string) => string>> = {
  en: (line) => `The program prints: ${line}`,
  zh: (line) => `程序打印：${line}`,
};

const faultSentence = (name: string, message: string, language: Language): string =>
  language === 'zh'
    ? `程序到此为止（${name}）：${message}。`
    : `The program ends here (${name}): ${message}.`;

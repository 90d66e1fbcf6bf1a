/** A replay as it is read: each step, its sentences, its figures. The command and the golden files print this. */
import { explain } from './explain/explain.ts';
import { phaseName } from './explain/phases.ts';
import type { Language } from './language.ts';
import type { Moment } from './machine/moment.ts';
import type { Replay } from './recorded-replay.ts';
import { replay } from './replay.ts';
import type { Scenario } from './scenario.ts';
import { selectionOf } from './selection.ts';
import { statement } from './source/statement.ts';
import { figures } from './view/figures.ts';
import { select, selectionTable } from './view/selection-figure.ts';
import { type TextOptions, toText } from './view/text.ts';
import { wrap } from './view/width.ts';

/** How a story is set. */
export interface StoryOptions extends TextOptions {
  /** The scenario as it was performed already. @defaultValue it is performed */
  readonly moments?: Replay;
  /** A name, an object (`#1`) or an address (`0x28`), shown on every layer of each moment. */
  readonly select?: string;
}

/**
 * One moment: the step with its number, the sentences, the figures.
 *
 * @param length - how many steps the story has.
 */
export function tellMoment(
  moment: Moment,
  length: number,
  language: Language,
  options: StoryOptions = {},
): string {
  const columns = options.columns ?? 80;
  const heading =
    language === 'zh'
      ? `第 ${moment.index + 1} 步，共 ${length} 步：${statement(moment.step)}`
      : `Step ${moment.index + 1} of ${length}: ${statement(moment.step)}`;
  const part = moment.phase === null ? '' : ` · ${phaseName(moment.phase, language)}`;
  const isFirstPart = moment.phase === null || moment.phase === 'copy';
  const note = isFirstPart ? moment.step.note?.[language] : undefined;
  const sentences = explain(moment, language);
  // A figure that the step did not touch still holds as it stands further up.
  const selection = options.select === undefined ? null : selectionOf(moment.state, options.select);
  const shown = figures(moment, language)
    .filter(({ changed }) => changed || selection !== null)
    .map((figure) => (selection ? select(figure, selection) : figure));
  if (selection) shown.unshift(selectionTable(selection, language));
  return [
    wrap(heading + part, columns, 2).join('\n'),
    ...[...(note ? [note] : []), ...sentences].map((text) =>
      wrap(`  ${text}`, columns, 2).join('\n'),
    ),
    ...shown.map((figure) => `\n${toText(figure, options)}`),
  ].join('\n');
}

/**
 * The whole story of a scenario: question, every moment, answer, and what of it is confirmed.
 *
 * @example
 * ```ts
 * import { library } from '@memstrata/scenarios/library';
 * import { tell } from '@memstrata/scenarios/story';
 *
 * console.log(tell(library['malloc-split'], 'en').split('\n')[0]); // → malloc splits, free joins
 * ```
 */
export function tell(scenario: Scenario, language: Language, options: StoryOptions = {}): string {
  const columns = options.columns ?? 80;
  const moments = options.moments ?? replay(scenario);
  const paragraph = (text: string): string => wrap(text, columns).join('\n');
  const nothing = { en: 'Nothing.', zh: '无。' };
  const list = (texts: readonly { readonly [L in Language]: string }[]): string =>
    (texts.length > 0 ? texts : [nothing])
      .map((text) => wrap(`- ${text[language]}`, columns, 2).join('\n'))
      .join('\n');
  const { title, question, answer, claims } = scenario;
  return [
    paragraph(title[language]),
    paragraph(question[language]),
    ...[...moments].map((moment) => tellMoment(moment, moments.length, language, options)),
    paragraph(answer[language]),
    `${language === 'zh' ? '已由真实工具证实：' : 'Confirmed by the real tools:'}\n${list(claims.confirmed)}`,
    ...(claims.notClaimed.length > 0
      ? [`${language === 'zh' ? '不作断言：' : 'Not claimed:'}\n${list(claims.notClaimed)}`]
      : []),
    '',
  ].join('\n\n');
}

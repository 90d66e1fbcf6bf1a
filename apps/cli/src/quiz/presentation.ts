/** A question, its answer and the score as lines of text. */
import type { Language, Moment } from '@memstrata/scenarios';
import {
  answerText,
  type Judgement,
  misconceptions,
  type Option,
  optionText,
  type Question,
} from '@memstrata/scenarios/quiz';
import { statement } from '@memstrata/scenarios/source';
import { tellMoment } from '@memstrata/scenarios/story';
import { answer, wrap } from '@memstrata/scenarios/view';
import type { Terminal } from '../terminal.ts';
import type { Given, Tally } from './tally.ts';
import { words } from './words.ts';

/** The last few steps tell why; what came before them was in the question. */
const MOMENTS_SHOWN = 4;

/** A moment and its answer fit one screen, more or less. */
const SENTENCE_LINES = 10;
const FIGURE_LINES = 24;

/** What one question looks like to a reader. */
export class Presentation {
  readonly #terminal: Terminal;
  readonly #language: Language;

  constructor(terminal: Terminal, language: Language) {
    this.#terminal = terminal;
    this.#language = language;
  }

  /** Heading, the program so far, and the question; nothing that tells the answer. */
  asked(question: Question, number: number, of: number): readonly string[] {
    const { colors } = this.#terminal;
    const program = programBefore(question);
    return [
      '',
      colors.bold(colors.cyan(words[this.#language].question(number, of))),
      '',
      ...program.map((line) => colors.dim(`    ${line}`)),
      ...(program.length > 0 ? [''] : []),
      ...this.#wrapped(question.text[this.#language]),
      '',
    ];
  }

  /** The lines of one option; a chosen one is pointed at. */
  option(option: Option, number: number, isPointedAt = false): readonly string[] {
    const { colors, columns } = this.#terminal;
    const text = `${isPointedAt ? '›' : ' '} ${number}) ${optionText(option, this.#language)}`;
    const lines = wrap(text, columns, 5);
    return isPointedAt ? lines.map((line) => colors.bold(line)) : lines;
  }

  /** What happened, then the answer to the option that was chosen, and the right one when it was another. */
  answered({ judgement, chosen, isRight }: Given): readonly string[] {
    const { colors } = this.#terminal;
    const { right, wrong, whatHolds } = words[this.#language];
    const mark = isRight ? colors.green(right) : colors.red(wrong);
    const held = judgement.options.find(({ holds }) => holds)?.option;
    return [
      '',
      ...this.#shown(judgement),
      ...this.#wrapped(`${mark} ${answerText(chosen, judgement, this.#language)}`),
      ...(isRight || !held
        ? []
        : this.#wrapped(`${whatHolds} ${optionText(held, this.#language)}`)),
    ];
  }

  /** The score, the misconceptions held, and how to be asked again. */
  ended(tally: Tally): readonly string[] {
    const { colors } = this.#terminal;
    const said = words[this.#language];
    if (tally.asked === 0) return ['', said.nothingAsked];
    return [
      '',
      colors.bold(said.score(tally.right, tally.asked)),
      ...(tally.held.length > 0
        ? [
            said.held,
            ...tally.held.flatMap((id) =>
              this.#wrapped(`  ${id}  ${misconceptions[id][this.#language]}`),
            ),
          ]
        : [said.heldNone]),
      ...(tally.wrong.length > 0
        ? this.#wrapped(said.again(`memstrata quiz --again ${tally.wrong.join(' ')}`))
        : []),
    ];
  }

  #wrapped(text: string): readonly string[] {
    return wrap(text, this.#terminal.columns);
  }

  /** What happened up to the moment that decides, as the scenario tells it; or what the real run printed, with its provenance. */
  #shown({ question, moments, replayLength }: Judgement): readonly string[] {
    const { colors } = this.#terminal;
    const { about } = question;
    if ('program' in about) return this.#told(moments.slice(-MOMENTS_SHOWN), replayLength);
    if (!('runs' in about)) return [];
    return about.runs.flatMap(({ version, platform, date, answers }) => [
      ...this.#wrapped(colors.dim(`${words[this.#language].run} ${version}, ${platform}, ${date}`)),
      ...answers.map(({ name, value }) => `    ${name} = ${answer(value)}`),
      '',
    ]);
  }

  /** Each moment's sentences; the figures once, as they stand at the end. */
  #told(moments: readonly Moment[], length: number): readonly string[] {
    const { columns, colors } = this.#terminal;
    const options = { columns, color: colors.isColorSupported };
    const last = moments.findLast(({ changed }) => changed.length > 0);
    return moments.flatMap((moment) => {
      const told = tellMoment(moment, length, this.#language, options).split('\n');
      const end = told.indexOf('');
      const sentences = end < 0 ? told : told.slice(0, end);
      const figures = moment === last ? told.slice(sentences.length) : [];
      const { moreLines } = words[this.#language];
      return [
        ...cut(sentences, SENTENCE_LINES, moreLines),
        ...cut(figures, FIGURE_LINES, moreLines),
        '',
      ];
    });
  }
}

/** The lines, or the first of them and how many more there are. */
function cut(
  lines: readonly string[],
  most: number,
  more: (count: number) => string,
): readonly string[] {
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), more(lines.length - most + 1)];
}

/** The steps before the place where the question is asked, as source text. */
function programBefore({ about, before }: Question): readonly string[] {
  if (!('program' in about)) return [];
  return about.program.slice(0, before).map(statement);
}

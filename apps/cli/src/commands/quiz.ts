import type { Language } from '@memstrata/scenarios';
import {
  type Form,
  judge,
  misconceptions,
  optionOrder,
  optionText,
  type Question,
  questionId,
  questionNames,
  questions,
  questionsFor,
} from '@memstrata/scenarios/quiz';
import { type Command, Option } from 'commander';
import { UsageError } from '../failure.ts';
import { languageOption } from '../language-option.ts';
import { didYouMean } from '../nearest.ts';
import { wholeNumber } from '../number-option.ts';
import { type Chooser, type End, openChooser } from '../quiz/chooser.ts';
import { Presentation } from '../quiz/presentation.ts';
import { due, readState, remembering, type State, writeState } from '../quiz/state.ts';
import { type Given, given, Tally } from '../quiz/tally.ts';
import { words } from '../quiz/words.ts';
import type { Session } from '../session.ts';

interface QuizOptions {
  readonly lang: Language;
  readonly again?: boolean;
  readonly seed?: number;
  readonly state?: string;
  readonly json?: boolean;
}

/** What a shell reports for a program that Ctrl-C ended: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

export function registerQuiz(program: Command, session: Session): void {
  program
    .command('quiz')
    .summary('asks before it shows')
    .description(
      'Asks what a program will do, before it is performed; then shows the moment that decides and answers ' +
        'the option you chose. Keeps score and names the misconceptions held. Answers may come from a pipe, ' +
        'one number a line.',
    )
    .argument(
      '[names...]',
      'a scenario, a misconception (M16), or process, heap, counting, collecting',
    )
    .addOption(languageOption())
    .option('--again', 'the parallel questions, with other numbers')
    .addOption(
      new Option('--seed <n>', 'order of the options; chance without it').argParser(wholeNumber(0)),
    )
    .option('--state <file>', 'remember the answers in this file')
    .option('--json', 'print one JSON object: the questions and what was answered')
    .action((names: readonly string[], options: QuizOptions) => quiz(session, names, options));
}

async function quiz(
  session: Session,
  names: readonly string[],
  options: QuizOptions,
): Promise<void> {
  const remembered = options.state === undefined ? {} : await readState(options.state);
  const asked = chosenQuestions(names, options, remembered);
  const round = new Round(session, asked, options, async ({ answers }) => {
    const today = new Date().toISOString().slice(0, 10);
    if (options.state !== undefined)
      await writeState(options.state, remembering(remembered, answers, today));
  });
  if ((await round.play()) === 'interrupted') session.exitCode = EXIT_INTERRUPTED;
}

function chosenQuestions(
  names: readonly string[],
  { again, state }: QuizOptions,
  remembered: State,
): readonly Question[] {
  const form: Form = again ? 'again' : 'first';
  if (names.length === 0)
    return state === undefined
      ? questions.filter((question) => question.form === form)
      : due(remembered, again ?? false);
  return [...new Set(names.flatMap((name) => named(name, form)))];
}

function named(name: string, form: Form): readonly Question[] {
  const found = questionsFor(name, form);
  if (found.length > 0) return found;
  throw new UsageError(`no question about '${name}'${didYouMean(name, questionNames)}`);
}

/** One run through the questions. */
class Round {
  readonly #tally: Tally = new Tally();
  readonly #onAnswer: (tally: Tally) => Promise<void>;
  readonly #session: Session;
  readonly #questions: readonly Question[];
  readonly #options: QuizOptions;
  readonly #seed: number;
  readonly #presentation: Presentation;

  /** @param onAnswer - told after each answer, so that nothing is lost when the run is cut off. */
  constructor(
    session: Session,
    questions: readonly Question[],
    options: QuizOptions,
    onAnswer: (tally: Tally) => Promise<void>,
  ) {
    this.#session = session;
    this.#onAnswer = onAnswer;
    this.#questions = questions;
    this.#options = options;
    this.#seed = options.seed ?? Math.floor(Math.random() * 2 ** 32);
    this.#presentation = new Presentation(session.terminal, options.lang);
  }

  async play(): Promise<End | null> {
    const { terminal, input } = this.#session;
    if (this.#questions.length === 0 && !this.#options.json)
      terminal.line(words[this.#options.lang].nothingLeft);
    const chooser = openChooser(input, terminal.redraws && !this.#options.json);
    // Where keys are not heard one by one, Ctrl-C is a signal; the command's own handler ends the process.
    const end = (): void => this.#end();
    process.prependOnceListener('SIGINT', end);
    try {
      for (const [index, question] of this.#questions.entries()) {
        const answer = await this.#ask(chooser, question, index + 1);
        if (typeof answer === 'string') return answer;
        this.#tally.add(answer);
        await this.#onAnswer(this.#tally);
        this.#say(this.#presentation.answered(answer));
      }
      return null;
    } finally {
      process.off('SIGINT', end);
      chooser.close();
      this.#end();
    }
  }

  async #ask(chooser: Chooser, question: Question, number: number): Promise<Given | End> {
    const order = optionOrder(question, this.#seed);
    this.#say(this.#presentation.asked(question, number, this.#questions.length));
    const screen = new OptionScreen(this.#session, this.#presentation, question, order);
    const { lang, json } = this.#options;
    if (!json) screen.open(lang);
    const chosen = await chooser.choose({
      options: order.length,
      draw: (pointedAt) => screen.draw(pointedAt),
      refuse: () => this.#say([words[lang].notAnOption(order.length)]),
    });
    if (typeof chosen === 'string') return chosen;
    return given(judge(question), order[chosen] ?? 0);
  }

  #say(lines: readonly string[]): void {
    if (!this.#options.json) this.#session.terminal.lines(lines);
  }

  #end(): void {
    if (this.#options.json) this.#session.terminal.json(this.#report());
    else if (this.#questions.length > 0) this.#say(this.#presentation.ended(this.#tally));
  }

  #report(): object {
    const { lang } = this.#options;
    const answered = new Map(this.#tally.answers.map((given) => [given.judgement.question, given]));
    return {
      seed: this.#seed,
      asked: this.#tally.asked,
      right: this.#tally.right,
      held: this.#tally.held.map((id) => ({ id, name: misconceptions[id][lang] })),
      questions: this.#questions.map((question) => {
        const answer = answered.get(question);
        const order = optionOrder(question, this.#seed);
        const options = order.flatMap((index) => question.options[index] ?? []);
        return {
          id: questionId(question),
          about: question.about.id,
          text: question.text[lang],
          options: options.map((option) => optionText(option, lang)),
          ...(answer && {
            chosen: options.indexOf(answer.chosen) + 1,
            right: answer.isRight,
            measured: answer.judgement.measured,
          }),
        };
      }),
    };
  }
}

/** The options of one question on the screen, drawn over themselves while a key moves the pointer. */
class OptionScreen {
  readonly #session: Session;
  readonly #lines: (pointedAt: number) => readonly string[];
  readonly #count: number;
  #drawn = 0;

  constructor(
    session: Session,
    presentation: Presentation,
    question: Question,
    order: readonly number[],
  ) {
    this.#session = session;
    this.#count = order.length;
    const options = order.flatMap((index) => question.options[index] ?? []);
    this.#lines = (pointedAt) =>
      options.flatMap((option, place) =>
        presentation.option(option, place + 1, place === pointedAt),
      );
  }

  /** Where lines are read the options are printed once; where keys are heard, `draw` does it. */
  open(language: Language): void {
    const { terminal, input } = this.#session;
    const { keys, line } = words[language];
    if (input.isTTY && terminal.redraws) terminal.line(terminal.colors.dim(keys(this.#count)));
    else terminal.lines([...this.#lines(-1), line(this.#count)]);
  }

  draw(pointedAt: number): void {
    const { terminal } = this.#session;
    const lines = this.#lines(pointedAt);
    if (this.#drawn > 0) terminal.print(`\u001B[${this.#drawn}A\u001B[J`);
    terminal.lines(lines);
    this.#drawn = lines.length;
  }
}

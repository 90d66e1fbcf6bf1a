/** What was answered in earlier runs: a file the user names, written whole or not at all. */
import { rename, writeFile } from 'node:fs/promises';
import { misconceptions, type Question, questionId, questions } from '@memstrata/scenarios/quiz';
import { codeOf, readingFile } from '../failure.ts';
import { readJson } from '../file-input.ts';
import type { Given } from './tally.ts';

const FORMAT = 'memstrata-quiz';

/** The latest answer to one question. */
interface Remembered {
  readonly right: boolean;
  /** Day of the answer, `YYYY-MM-DD`. */
  readonly date: string;
}

export type State = Readonly<Record<string, Remembered>>;

/** The state of a file; nothing is remembered where there is no file yet. */
export async function readState(file: string): Promise<State> {
  const json = await readJson(file).catch((error: Error) => {
    if (codeOf(error.cause) === 'ENOENT') return { format: FORMAT, answers: {} };
    throw error;
  });
  return readingFile(file, () => checked(json));
}

function checked(json: unknown): State {
  const { format, answers } = Object(json) as Record<string, unknown>;
  if (format !== FORMAT) throw new Error(`format: expected ${FORMAT}`);
  if (typeof answers !== 'object' || answers === null)
    throw new Error('answers: expected an object');
  for (const [id, answer] of Object.entries(answers)) {
    if (!/^M\d+\.[12]$/.test(id) || !(id.slice(0, -2) in misconceptions))
      throw new Error(`answers: ${id} is no question`);
    const { right, date } = Object(answer) as Record<string, unknown>;
    if (typeof right !== 'boolean' || typeof date !== 'string')
      throw new Error(`answers.${id}: expected right and date`);
  }
  return answers as State;
}

/** The state with these answers in place of earlier ones to the same questions. */
export function remembering(state: State, answers: readonly Given[], date: string): State {
  const latest = answers.map(({ judgement, isRight }) => [
    questionId(judgement.question),
    { right: isRight, date },
  ]);
  return { ...state, ...Object.fromEntries(latest) };
}

/** Replaces the file in one step: a reader, or a run that is cut off, never sees half of it. */
export async function writeState(file: string, state: State): Promise<void> {
  const next = `${file}.${process.pid}.tmp`;
  await readingFile(file, async () => {
    await writeFile(next, `${JSON.stringify({ format: FORMAT, answers: state }, null, 2)}\n`);
    await rename(next, file);
  });
}

/** What to ask without a name: first the questions not asked yet; again, those whose misconception was answered wrongly last. */
export function due(state: State, isAgain: boolean): readonly Question[] {
  return questions.filter((question) => {
    const { misconception, form } = question;
    const first = state[`${misconception}.1`];
    const again = state[`${misconception}.2`];
    if (isAgain) return form === 'again' && first?.right === false && again?.right !== true;
    return form === 'first' && first === undefined;
  });
}

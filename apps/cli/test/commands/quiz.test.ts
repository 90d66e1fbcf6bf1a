import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  answerText,
  judge,
  misconceptions,
  optionOrder,
  optionText,
  type Question,
  questions,
  questionsFor,
} from '@memstrata/scenarios/quiz';
import { describe, expect, test } from 'vitest';
import type { Input } from '../../src/quiz/chooser.ts';
import { invoke } from '../invoke.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const SEED = 7;
const seeded = ['--seed', String(SEED)];

const only = (name: string): Question => {
  const [question] = questionsFor(name);
  if (!question) throw new Error(`no question about ${name}`);
  return question;
};

/** The number under which an option is shown. */
const numberOf = (question: Question, which: 'right' | 'believed'): number => {
  const { options } = judge(question);
  const index = options.findIndex(({ option, holds }) =>
    which === 'right' ? holds : option.believed,
  );
  return optionOrder(question, SEED).indexOf(index) + 1;
};

const flat = (text: string): string => text.replaceAll(/\s+/g, '');
const m16 = only('M16');

describe('quiz', () => {
  test.each(['en', 'zh'] as const)(
    'asks in %s, answers the option chosen, shows the moment and the score',
    async (lang) => {
      const input = `${numberOf(m16, 'right')}\n`;
      const { stdout, status } = await invoke(['quiz', 'M16', '--lang', lang, ...seeded], {
        input,
      });
      const judgement = judge(m16);
      const right = judgement.options.find(({ holds }) => holds)?.option;
      expect(status).toBe(0);
      expect(flat(stdout)).toContain(flat(m16.text[lang]));
      if (right) expect(flat(stdout)).toContain(flat(answerText(right, judgement, lang)));
      expect(stdout).toContain(lang === 'en' ? 'Score: 1 of 1.' : '得分：1 题答对 1 题。');
      expect(stdout).toContain('distance a to b');
    },
  );

  test('shows nothing of the answer before it is given', async () => {
    const { stdout } = await invoke(['quiz', 'M16', ...seeded]);
    for (const { because } of m16.options)
      expect(flat(stdout)).not.toContain(flat(because.en.split('{}')[0] ?? ''));
    expect(stdout).not.toContain(misconceptions.M16.en);
    expect(stdout).toContain('No question was answered.');
  });

  test('names the misconception held, says what holds, and how to be asked again', async () => {
    const input = `${numberOf(m16, 'believed')}\n`;
    const { stdout } = await invoke(['quiz', 'M16', ...seeded], { input });
    const right = judge(m16).options.find(({ holds }) => holds)?.option;
    expect(stdout).toContain('Score: 0 of 1.');
    expect(stdout).toContain(`M16  ${misconceptions.M16.en}`);
    if (right) expect(stdout).toContain(`What holds: ${optionText(right, 'en')}`);
    expect(stdout).toContain('memstrata quiz --again M16');
  });

  test('--again asks the parallel question', async () => {
    const { stdout } = await invoke(['quiz', 'M16', '--again']);
    const [parallel] = questionsFor('M16', 'again');
    expect(flat(stdout)).toContain(flat(parallel?.text.en ?? '-'));
  });

  test('the end of input ends with the score so far; what is no option is asked again', async () => {
    const right = numberOf(m16, 'right');
    const { stdout, status } = await invoke(['quiz', 'M16', 'M25', ...seeded], {
      input: `9\n\nwhat\n${right}\n`,
    });
    expect(status).toBe(0);
    expect(stdout.match(/Expected a number from 1 to 4, or q\./g)).toHaveLength(2);
    expect(stdout).toContain('Question 2 of 2');
    expect(stdout).toContain('Score: 1 of 1.');
  });

  test('a program that was measured shows what it printed, with tool and date', async () => {
    const { stdout } = await invoke(['quiz', 'M10', ...seeded], { input: '1\n' });
    expect(stdout).toMatch(/Run on the real system:\s+gcc .*glibc.*\d{4}-\d\d-\d\d/s);
    expect(stdout).toContain('resident MiB after free = ');
  });

  test('without a name it asks the first question about every misconception', async () => {
    const { stdout } = await invoke(['quiz', '--json']);
    const first = questions.filter(({ form }) => form === 'first');
    expect(JSON.parse(stdout).questions).toHaveLength(first.length);
  });

  test('--json tells questions and answers, and nothing else', async () => {
    const chosen = numberOf(m16, 'believed');
    const { stdout } = await invoke(['quiz', 'smallest-request', '--json', ...seeded], {
      input: `${chosen}\n`,
    });
    expect(JSON.parse(stdout)).toMatchObject({
      seed: SEED,
      asked: 1,
      right: 0,
      held: [{ id: 'M16', name: misconceptions.M16.en }],
      questions: [{ id: 'M16.1', about: 'smallest-request', chosen, right: false, measured: 32 }],
    });
  });

  test.each([
    ['heep', "no question about 'heep' (did you mean heap?)"],
    ['smalest-request', "no question about 'smalest-request' (did you mean smallest-request?)"],
  ])('%s costs one line', async (name, message) => {
    expect(await invoke(['quiz', name])).toEqual({
      status: 2,
      stdout: '',
      stderr: `memstrata: ${message}\n`,
    });
  });
});

describe('--state', () => {
  test('remembers what was answered: the rest is asked next, the wrong ones again', async () => {
    const file = join(folder, 'quiz.json');
    const wrong = `${numberOf(m16, 'believed')}\n`;
    await invoke(['quiz', 'M16', '--state', file, ...seeded], { input: wrong });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      format: 'memstrata-quiz',
      answers: { 'M16.1': { right: false } },
    });
    const idsOf = async (...words: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await invoke(['quiz', '--state', file, '--json', ...words]);
      return JSON.parse(stdout).questions.map(({ id }: { readonly id: string }) => id);
    };
    expect(await idsOf()).not.toContain('M16.1');
    expect(await idsOf('--again')).toEqual(['M16.2']);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test.each([
    ['text', 'hello'],
    ['something else', '{"format": "other"}'],
    ['an unknown question', '{"format": "memstrata-quiz", "answers": {"M99.1": {}}}'],
  ])('a file that holds %s costs one line and is left alone', async (name, content) => {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(file, content);
    const { status, stdout, stderr } = await invoke(['quiz', 'M16', '--state', file]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^memstrata: .*\.json: .+\n$/);
    expect(readFileSync(file, 'utf8')).toBe(content);
  });
});

/** A keyboard that sends each key as soon as the one before was heard. */
function keyboard(...keys: readonly string[]): Input {
  const input: Input = Object.assign(new PassThrough(), {
    isTTY: true,
    modes: [] as boolean[],
    setRawMode(mode: boolean) {
      this.modes.push(mode);
    },
  });
  const left = [...keys];
  const send = setInterval(() => {
    const key = left.shift();
    if (key === undefined) clearInterval(send);
    else (input as PassThrough).write(key);
  }, 5);
  return input;
}

describe('in a terminal', () => {
  test.each([
    ['a number', [String(numberOf(m16, 'right'))]],
    ['arrows and Enter', [...Array(numberOf(m16, 'right') - 1).fill('\u001B[B'), '\r']],
    ['arrows the other way round', [...Array(5 - numberOf(m16, 'right')).fill('\u001B[A'), '\r']],
  ])('%s chooses', async (_, keys) => {
    const { stdout, status } = await invoke(['quiz', 'M16', ...seeded], {
      terminal: 80,
      input: keyboard(...keys),
    });
    expect(status).toBe(0);
    expect(stdout).toContain('Score: 1 of 1.');
  });

  test('Ctrl-C ends with the score so far and the status of an interrupted program', async () => {
    const input = keyboard(String(numberOf(m16, 'right')), '\u0003');
    const { stdout, status } = await invoke(['quiz', 'M16', 'M25', ...seeded], {
      terminal: 80,
      input,
    });
    expect(status).toBe(130);
    expect(stdout).toContain('Score: 1 of 1.');
    expect(input).toMatchObject({ modes: [true, false] });
  });
});

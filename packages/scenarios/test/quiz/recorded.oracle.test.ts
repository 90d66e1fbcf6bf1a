/** The programs that were written for a question alone, against what real tools made of them. */
import { pythonVersions } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { type Confirmable, compareAnswers, confirm } from '../../src/confirm.ts';
import type { MachineOptions } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { questionRecordings, questions } from '../../src/quiz/index.ts';

const ownPrograms = new Map(
  questions.flatMap(({ about }): [string, Confirmable][] =>
    'program' in about && !Object.hasOwn(library, about.id) ? [[about.id, about]] : [],
  ),
);

/** The machine with the rules of the interpreter that was recorded. */
function machineOf(version: string, { machine }: Confirmable): MachineOptions {
  const python = pythonVersions.find((known) => version.startsWith(`Python ${known}.`));
  return python ? { python: { ...machine.python, version: python } } : {};
}

describe.each([...ownPrograms.values()])('$id', (program) => {
  const runs = questionRecordings[program.id]?.runs ?? [];

  test('is recorded on each tool it can be held against', () => {
    const recorded = new Set(runs.map(({ tool }) => tool));
    expect([...recorded].sort()).toEqual(
      confirm(program)
        .map(({ tool }) => tool)
        .sort(),
    );
  });

  test('agrees with what was recorded, and not with less', () => {
    for (const { tool, version, answers } of runs) {
      const run = confirm(program, machineOf(version, program)).find((each) => each.tool === tool);
      const expected = run?.expected ?? [];
      expect(compareAnswers(expected, answers), version).toEqual([]);
      const differs = compareAnswers(expected, answers.slice(1)).length > 0;
      expect(differs, version).toBe(answers.length > 0);
    }
  });
});

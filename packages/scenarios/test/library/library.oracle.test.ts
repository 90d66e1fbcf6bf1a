import { type PythonVersion, pythonVersions } from '@memstrata/refcount';
import { describe, expect, test } from 'vitest';
import { compareAnswers, confirm, type OracleRun } from '../../src/confirm.ts';
import type { Answer, Scenario } from '../../src/index.ts';
import { library } from '../../src/library/index.ts';
import { type RecordedRun, recordings } from '../../src/recorded.ts';

/** Another answer of the same type. */
const spoil = (value: Answer): Answer =>
  typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value} x` : !value;

/** The rules of the interpreter that was recorded; none where no interpreter was. */
const pythonOf = ({ version }: RecordedRun): PythonVersion | undefined =>
  pythonVersions.find((known) => version.startsWith(`Python ${known}.`));

/** What the model says on the machine with the rules of `version`. */
const confirmOn = (scenario: Scenario, version: PythonVersion): readonly OracleRun[] =>
  confirm(scenario, { python: { ...scenario.machine.python, version } });

describe.each(Object.values(library))('$id', (scenario) => {
  const runs = confirm(scenario);
  const recording = recordings[scenario.id];
  const known = new Map([[scenario.machine.python?.version, runs]]);
  /** What the model of the recorded version says; each version is performed once, whatever its patch releases. */
  function runOf(recorded: RecordedRun): OracleRun | undefined {
    const version = pythonOf(recorded);
    const made = version ? (known.get(version) ?? confirmOn(scenario, version)) : runs;
    if (version) known.set(version, made);
    return made.find(({ tool }) => tool === recorded.tool);
  }

  test('has a recording of each tool it can be held against', () => {
    const recorded = new Set(recording?.runs.map(({ tool }) => tool));
    expect([...recorded].sort()).toEqual(runs.map(({ tool }) => tool).sort());
  });

  test.each(recording?.runs ?? [])('agrees with $tool $version', (recorded) => {
    const run = runOf(recorded);
    expect(compareAnswers(run?.expected ?? [], recorded.answers)).toEqual([]);
  });

  test('a spoiled recording is noticed', () => {
    for (const recorded of recording?.runs ?? []) {
      const expected = runOf(recorded)?.expected ?? [];
      for (const [index, answered] of recorded.answers.entries()) {
        if (expected[index]?.notClaimed) continue;
        const value = spoil(answered.value);
        const spoiled = recorded.answers.with(index, { ...answered, value });
        expect(compareAnswers(expected, spoiled)).toHaveLength(1);
      }
      expect(compareAnswers(expected, recorded.answers.slice(1)).length).toBeGreaterThan(0);
    }
  });
});

test('every scenario stands under its own id', () => {
  for (const [id, scenario] of Object.entries(library)) expect(scenario.id).toBe(id);
});

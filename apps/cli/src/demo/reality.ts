/** What the model says of a scenario beside what the real tool says: asked now, or from the recording. */
import type { MachineOptions, Scenario } from '@memstrata/scenarios';
import { type Answered, confirm, type OracleRun, type Tool } from '@memstrata/scenarios/confirm';
import { type RecordedRun, recordings } from '@memstrata/scenarios/recorded';
import { answer } from '@memstrata/scenarios/view';
import type { Column } from '../table.ts';
import { table } from '../table.ts';
import { commandOf, type FoundTool } from '../tools/tool.ts';
import { runLive } from '../verify/live-run.ts';

export interface Reality {
  /** Who answers, and when: asked just now, or the recording's provenance. */
  readonly source: string;
  readonly answers: readonly Answered[];
}

/** The real answers of `tool`: from the program run with `found`, else as recorded; absent when neither is there. */
export async function realityOf(
  scenario: Scenario,
  run: OracleRun,
  found: FoundTool | undefined,
): Promise<Reality | undefined> {
  if (found) {
    const live = await runLive(run, { [COMMANDS[run.tool]]: commandOf(found) });
    if ('answers' in live)
      return { source: `${found.banner}, asked just now`, answers: live.answers };
  }
  const recorded = recordings[scenario.id]?.runs.filter(({ tool }) => tool === run.tool).at(-1);
  return recorded && { source: provenance(recorded), answers: recorded.answers };
}

const COMMANDS: Readonly<Record<Tool, string>> = {
  gcc: 'gcc',
  nm: 'nm',
  python: 'python3',
  valgrind: 'valgrind',
};

const provenance = ({ version, platform, date }: RecordedRun): string =>
  `recorded from ${version} on ${platform}, ${date}`;

/** The run of a tool, expected by the rules of that machine. */
export const runOf = (
  scenario: Scenario,
  tool: Tool,
  machine: MachineOptions = {},
): OracleRun | undefined => confirm(scenario, machine).find((run) => run.tool === tool);

const COLUMNS: readonly Column[] = [
  { title: '  asked' },
  { title: 'model', align: 'right' },
  { title: 'real', align: 'right' },
];

/** Question, the model's answer, the real one, and whether they agree or need not. */
export function besideReality(run: OracleRun, reality: Reality | undefined): string[] {
  const rows = run.expected.map((observation, index) => {
    const real = reality?.answers[index];
    return [
      `  ${observation.name}`,
      answer(observation.value),
      real ? answer(real.value) : '-',
      remark(observation, real),
    ];
  });
  return table([...COLUMNS, { title: '' }], rows);
}

function remark(
  { value, notClaimed }: OracleRun['expected'][number],
  real: Answered | undefined,
): string {
  if (!real) return '';
  if (real.value === value) return 'equal';
  return notClaimed ? 'not claimed' : 'DIFFERENT';
}

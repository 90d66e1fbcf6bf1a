/** Many starts of one program under address randomisation, recorded as `randomised.jsonl` keeps them. */
import { type RecordedProgram, recordExec } from './exec-runs.ts';
import type { RecordedLine } from './maps-text.ts';
import type { Recorder } from './recorder.ts';

const STARTS = 100;

interface Run {
  readonly cond: object;
  readonly maps: readonly RecordedLine[];
  readonly mm: { readonly start_brk: string };
  readonly stack_top: string;
}

/** Where program, heap, mmap area and stack of each start are. */
export function recordRandomised(recorder: Recorder, file: string, stack: number): RecordedProgram {
  const conditions = Array.from({ length: STARTS }, () => ({ stack, random: true }));
  const { record, bytes } = recordExec(recorder, file, conditions, { args: [], env: {} });
  const { runs, ...rest } = record;
  const started = (runs as readonly Partial<Run>[]).filter((run): run is Run => 'maps' in run);
  const starts = started.map(({ maps, mm, stack_top }) => {
    const below = maps.findLast(
      ([, end]) => Number.parseInt(end, 16) < Number.parseInt(stack_top, 16),
    );
    return [maps[0]?.[0], mm.start_brk, below?.[1], stack_top];
  });
  return { record: { ...rest, runs: [{ cond: { stack } }], starts }, bytes };
}

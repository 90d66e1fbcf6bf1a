/** Random heaps of a C program of this machine, classified by its memcheck, against the leak classes of the model. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareLeaks } from '@memstrata/allocator/conform';
import { asset } from '../../assets.ts';
import type { Outcome } from '../../conform/suite.ts';
import { mustRun } from './must-run.ts';

export interface LeakBench {
  readonly gcc: string;
  readonly valgrind: string;
  /** Where the program and its logs lie. */
  readonly folder: string;
}

/** One outcome for each of `graphs` heaps, from seed `first` on. */
export async function* leakOutcomes(
  { gcc, valgrind, folder }: LeakBench,
  first: number,
  graphs: number,
): AsyncGenerator<Outcome> {
  const program = join(folder, 'leak-graphs');
  const source = asset('allocator/leak-graphs.c');
  await mustRun(gcc, ['-O1', '-fno-builtin', '-o', program, source]);
  for (let seed = first; seed < first + graphs; seed++) {
    const log = join(folder, `${seed}.log`);
    const words = ['--leak-check=full', '--show-leak-kinds=all', '--leak-check-heuristics=none'];
    const graph = await mustRun(valgrind, [...words, `--log-file=${log}`, program, String(seed)]);
    const said = (await readFile(log, 'utf8')).replaceAll(/^==\d+== /gm, '');
    const records = said.split('\n').filter((line) => line.includes(' in loss record '));
    const found = compareLeaks([graph, records.join('\n')]);
    const { compared: total, equal: matched, mismatches } = found;
    yield { id: `heap ${seed}`, total, matched, mismatches };
  }
}

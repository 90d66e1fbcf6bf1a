/** Programs that damage their heap under the glibc of this machine, against the model: addresses, and glibc's words. */
import { join } from 'node:path';
import { compareCorruptions } from '@memstrata/allocator/conform';
import { asset } from '../../assets.ts';
import { type Outcome, wholeUnit } from '../../conform/suite.ts';
import { runProgram } from '../../tools/executables.ts';
import { mustRun } from './must-run.ts';

const PATIENCE_MS = 5_000;
/** Blocks to a list of the tcache: glibc's default, none, and few, so that fastbins and bins come into play. */
const TCACHE_COUNTS = [7, 0, 2];

/** One outcome for each of `programs` programs, from seed `first` on. */
export async function* corruptionOutcomes(
  { gcc, folder }: { readonly gcc: string; readonly folder: string },
  first: number,
  programs: number,
): AsyncGenerator<Outcome> {
  const program = join(folder, 'corruptions');
  const source = asset('allocator/corruptions.c');
  await mustRun(gcc, ['-O1', '-fno-builtin', '-o', program, source]);
  for (let seed = first; seed < first + programs; seed++) {
    const count = TCACHE_COUNTS[seed % TCACHE_COUNTS.length];
    const environment = { GLIBC_TUNABLES: `glibc.malloc.tcache_count=${count}` };
    const options = { environment, timeoutMs: PATIENCE_MS };
    const ended = await runProgram(program, [String(seed)], options);
    // glibc's line comes last, and only on standard error; without one a signal was not its abort.
    const killed = ended.status === null && ended.stderr === '' ? 'killed\n' : '';
    const record = [`== ${seed} tcache ${count}\n`, ended.stdout, ended.stderr, killed];
    yield wholeUnit(`program ${seed}`, compareCorruptions(record).mismatches);
  }
}

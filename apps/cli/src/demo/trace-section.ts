/** Every allocation a real program made, on a heap of ours, against the addresses the real glibc gave. */
import { compareMalloc } from '@memstrata/allocator/conform';
import { decimal } from '@memstrata/scenarios/view';
import { asset } from '../assets.ts';
import { readText } from '../file-input.ts';
import { reportLines } from '../heap-report.ts';
import { DEFAULT_POLICY } from '../policies.ts';
import type { Terminal } from '../terminal.ts';
import { replayFile } from '../trace-replay.ts';

export async function traceSection(terminal: Terminal): Promise<void> {
  const [trace, addresses] = [asset('sqlite.rep.gz'), asset('sqlite.addr.gz')];
  terminal.line('SQLite 3.40, recorded on Debian 12 (glibc 2.36, x86-64):');
  terminal.lines(reportLines((await replayFile(trace, DEFAULT_POLICY, terminal)).report));
  const { equal, compared } = compareMalloc([await readText(trace)], [await readText(addresses)]);
  terminal.line(
    `Of the ${decimal(compared)} addresses the real glibc gave, the model gives ${decimal(equal)}.`,
  );
}

/** Every allocation a real program made, on the model of glibc, against the addresses the real one gave. */
import { compareMalloc } from '@memstrata/allocator/conform';
import { decimal } from '@memstrata/scenarios/view';
import { asset } from '../assets.ts';
import { readText } from '../file-input.ts';
import type { Terminal } from '../terminal.ts';

export async function traceSection(terminal: Terminal): Promise<void> {
  const [trace, addresses] = [asset('sqlite.rep.gz'), asset('sqlite.addr.gz')];
  const found = compareMalloc([await readText(trace)], [await readText(addresses)]);
  terminal.line('SQLite 3.40, recorded on Debian 12 (glibc 2.36, x86-64):');
  terminal.line(
    `${decimal(found.operations)} operations; of the ${decimal(found.compared)} addresses ` +
      `the real glibc gave, the model gives ${decimal(found.equal)}.`,
  );
}

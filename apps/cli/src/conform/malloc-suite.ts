import { basename } from 'node:path';
import { compareMalloc } from '@memstrata/allocator/conform';
import { SuiteFormatError, UsageError } from '../failure.ts';
import { comparing, wholeText } from './records.ts';
import type { Suite } from './suite.ts';

/** One unit is one address: a trace and the addresses recorded with it make a pair. */
export const mallocSuite: Suite = {
  files: 'NAME.rep[.gz] NAME.addr[.gz]…',
  unit: 'address',
  async *outcomes(files, { terminal }) {
    for (const [rep, addr] of pairsOf(files)) {
      terminal.progress(`replaying ${basename(rep)}`);
      const [trace, addresses] = [await wholeText(rep), await wholeText(addr)];
      const found = comparing(`${rep} and ${addr}`, () => compareMalloc([trace], [addresses]));
      terminal.clearProgress();
      yield {
        id: basename(rep),
        total: found.compared,
        matched: found.equal,
        mismatches: found.mismatches,
      };
    }
  },
};

const ENDING = /\.(rep|addr)(\.gz)?$/;

/** Each trace with the addresses of the same name, in any order on the command line. */
function pairsOf(files: readonly string[]): [string, string][] {
  const halves = new Map<string, { rep?: string; addr?: string }>();
  for (const file of files) {
    const kind = ENDING.exec(basename(file))?.[1];
    if (kind !== 'rep' && kind !== 'addr')
      throw new UsageError(`${file}: expected NAME.rep[.gz] or NAME.addr[.gz]`);
    const name = basename(file).replace(ENDING, '');
    halves.set(name, { ...halves.get(name), [kind]: file });
  }
  return [...halves].map(([name, { rep, addr }]) => {
    if (rep !== undefined && addr !== undefined) return [rep, addr];
    throw new SuiteFormatError(`${name}: expected ${name}.rep and ${name}.addr, found only one`);
  });
}

/** The layout of the very process that runs the tour, and of its executable. */
import { hex, size } from '@memstrata/scenarios/view';
import { readElf } from '@memstrata/segments/elf';
import { drawBands } from '../address-bands.ts';
import { asset } from '../assets.ts';
import { InputError } from '../failure.ts';
import { drawnMappings, type ProcessMaps, readMaps } from '../process-maps.ts';
import { withRandomAccess } from '../random-access.ts';
import { sizeLines } from '../size-format.ts';
import type { Terminal } from '../terminal.ts';

export async function processSection(terminal: Terminal): Promise<void> {
  const own = await mapsOrWhy(String(process.pid));
  if (typeof own === 'string') {
    terminal.line(
      `${own}. Recorded instead: cat, address randomisation off, Linux 6.18 on x86-64.`,
    );
    printBands(terminal, await readMaps(asset('cat.maps')));
  } else printBands(terminal, own);
  terminal.line();
  await printSizes(terminal, process.execPath);
}

const mapsOrWhy = (source: string): Promise<ProcessMaps | string> =>
  readMaps(source).catch((error: unknown) => {
    if (error instanceof InputError) return `No address space to read here (${error.message})`;
    throw error;
  });

/** The totals in one sentence, then the bands. */
function printBands(terminal: Terminal, read: ProcessMaps): void {
  const { entries, totals } = read;
  const mappings = drawnMappings(read);
  const lowest = mappings[0]?.start ?? 0;
  terminal.line(
    `${entries.length} mappings from ${hex(lowest)} up, ${size(totals.size, 'en')} of addresses, ` +
      `stack ${size(totals.stack, 'en')}:`,
  );
  terminal.lines(drawBands(mappings, terminal));
}

/** text, data and bss of an executable, or why there are none; `name` is how the table calls it. */
export async function printSizes(
  terminal: Terminal,
  file: string,
  name: string = file,
): Promise<void> {
  try {
    terminal.lines(sizeLines(await withRandomAccess(file, readElf), name, 'berkeley'));
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    terminal.line(error.message);
  }
}

import { size, wrap } from '@memstrata/scenarios/view';
import {
  type ElfFile,
  fileTypeName,
  machineName,
  readElf,
  sectionsOfSegments,
  segmentFlagLetters,
  segmentTypeName,
  wordToHex,
} from '@memstrata/segments/elf';
import { type Command, Option } from 'commander';
import { withRandomAccess } from '../random-access.ts';
import type { Session } from '../session.ts';
import { SIZE_FORMS, type SizeForm, sizeLines } from '../size-format.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface ElfOptions {
  readonly format?: SizeForm;
  readonly json?: boolean;
}

export function registerElf(program: Command, session: Session): void {
  program
    .command('elf')
    .summary('sizes of an ELF file and which sections lie in which segment')
    .description(
      'Prints text, data and bss as `size` does, then the segments the kernel maps with the ' +
        'sections the linker put into them.',
    )
    .argument('<file...>', 'ELF files: programs, libraries, object files')
    .addOption(
      new Option('--format <form>', 'only the sizes, exactly as `size` prints that form').choices(
        SIZE_FORMS,
      ),
    )
    .option('--json', 'print one JSON object a file')
    .action((files: string[], options: ElfOptions) => elf(session.terminal, files, options));
}

async function elf(
  terminal: Terminal,
  files: readonly string[],
  options: ElfOptions,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const read = await withRandomAccess(file, readElf);
    if (options.json) terminal.json({ file, ...read, sectionsOfSegments: namesBySegment(read) });
    else if (options.format) terminal.lines(sizeLinesOf(read, file, options.format, index));
    else printElf(terminal, file, read);
  }
}

/** Of several files `size` prints the title once, except in the form that has one for each. */
function sizeLinesOf(
  read: ElfFile,
  file: string,
  form: SizeForm,
  index: number,
): readonly string[] {
  const lines = sizeLines(read, file, form);
  return form === 'sysv' || index === 0 ? lines : lines.slice(1);
}

const namesBySegment = (read: ElfFile): string[][] =>
  sectionsOfSegments(read).map((sections) => sections.map(({ name }) => name));

/** What kind of file, its sizes, its segments. */
function printElf(terminal: Terminal, file: string, read: ElfFile): void {
  const { header, interpreter } = read;
  const { colors } = terminal;
  terminal.line(
    `${colors.bold(file)}: ${header.bits}-bit ${fileTypeName(header.type)} for ${machineName(header.machine)}, ` +
      `entry 0x${wordToHex(header.entry)}`,
  );
  if (interpreter !== null) terminal.line(`interpreter ${interpreter}`);
  terminal.line();
  terminal.lines(sizeLines(read, file, 'berkeley'));
  if (read.programHeaders.length > 0) printSegments(terminal, read);
}

function printSegments(terminal: Terminal, read: ElfFile): void {
  const { header, programHeaders } = read;
  const names = namesBySegment(read);
  const heads = table(
    [{}, {}, {}, { align: 'right' }, { align: 'right' }, { align: 'right' }],
    programHeaders.map((segment, index) => [
      String(index).padStart(2),
      segmentTypeName(segment.type, header.machine),
      segmentFlagLetters(segment.flags),
      `0x${wordToHex(segment.virtualAddress)}`,
      size(segment.memorySize, 'en'),
      segment.memorySize > segment.fileSize
        ? `${size(segment.memorySize - segment.fileSize, 'en')} of it zero`
        : '',
    ]),
  );
  terminal.line();
  terminal.line('Segments: type, permissions, address, size in memory; the sections in each');
  for (const [index, head] of heads.entries()) {
    terminal.line(head);
    const inside = wrap(`      ${names[index]?.join(' ') ?? ''}`, terminal.columns, 6);
    if (names[index]?.length) terminal.lines(inside.map(terminal.colors.dim));
  }
}

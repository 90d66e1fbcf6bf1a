/** The lines of `size` (binutils 2.40, binutils/size.c), byte for byte in each of its three forms. */
import { berkeleySize, type ElfFile, gnuSize, sysvSize, wordToHex } from '@memstrata/segments/elf';

export type SizeForm = 'berkeley' | 'gnu' | 'sysv';

export const SIZE_FORMS: readonly SizeForm[] = ['berkeley', 'gnu', 'sysv'];

/** What `size -A -B -G` of that form prints for one file. */
export const sizeLines = (elf: ElfFile, file: string, form: SizeForm): readonly string[] =>
  LINES[form](elf, file);

const LINES: Readonly<Record<SizeForm, (elf: ElfFile, file: string) => readonly string[]>> = {
  berkeley,
  gnu,
  sysv,
};

function berkeley(elf: ElfFile, file: string): string[] {
  const { text, data, bss, total } = berkeleySize(elf);
  const cells = [text, data, bss, total, total.toString(16)];
  return [
    ['text', 'data', 'bss', 'dec', 'hex'].map((title) => title.padStart(7)).join('\t') +
      '\tfilename',
    `${cells.map((cell) => String(cell).padStart(7)).join('\t')}\t${file}`,
  ];
}

function gnu(elf: ElfFile, file: string): string[] {
  const { text, data, bss, total } = gnuSize(elf);
  const line = (cells: readonly (string | number)[], last: string): string =>
    `${cells.map((cell) => String(cell).padStart(10)).join(' ')} ${last}`;
  return [line(['text', 'data', 'bss', 'total'], 'filename'), line([text, data, bss, total], file)];
}

function sysv(elf: ElfFile, file: string): string[] {
  const { sections, total } = sysvSize(elf);
  const decimalAddress = (address: (typeof sections)[number]['address']): string =>
    BigInt(`0x${wordToHex(address)}`).toString();
  const rows = sections.map(({ name, size, address }) => [
    name,
    String(size),
    decimalAddress(address),
  ]);
  const widest = (column: number): number =>
    rows.reduce((most, row) => Math.max(most, row[column]?.length ?? 0), 0);
  // As binutils does: the name column is as wide as the names, even where its title is wider.
  const widths = [widest(0), Math.max(4, String(total).length), Math.max(4, widest(2))] as const;
  const line = ([name = '', size = '', address]: readonly string[]): string =>
    name.padEnd(widths[0]) +
    `   ${size.padStart(widths[1])}` +
    (address === undefined ? '' : `   ${address.padStart(widths[2])}`);
  return [
    `${file}  :`,
    ...[['section', 'size', 'addr'], ...rows, ['Total', String(total)]].map(line),
    '',
    '',
  ];
}

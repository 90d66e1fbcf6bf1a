/** What readelf and size say of an ELF file, as `elf.jsonl` keeps it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { runProgram } from '../../tools/executables.ts';

/** Paths of the two tools of binutils. */
export interface Binutils {
  readonly readelf: string;
  readonly size: string;
}

/** The record of one file; null when readelf does not take it for an ELF file. */
export async function recordElf(file: string, { readelf, size }: Binutils): Promise<object | null> {
  const told = async (tool: string, ...argv: string[]): Promise<string> =>
    (await runProgram(tool, [...argv, file], { environment: { LC_ALL: 'C' } })).stdout;
  const bytes = readFileSync(file);
  const reading = await told(readelf, '-hlSW');
  if (!reading.startsWith('ELF Header:')) return null;
  return {
    path: file,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    ...headerOf(reading),
    interp: /Requesting program interpreter: (.*)\]/.exec(reading)?.[1] ?? null,
    sections: sectionsOf(reading),
    phdrs: segmentsOf(reading),
    section_to_segment: sectionsOfSegments(reading),
    berkeley: totalsOf(await told(size, '-B'), 'dec'),
    gnu: totalsOf(await told(size, '-G'), 'total'),
    ...sysvOf(await told(size, '-A')),
  };
}

function headerOf(reading: string): object {
  const field = (name: string): string =>
    new RegExp(`^  ${name}: +(.*)$`, 'm').exec(reading)?.[1]?.trim() ?? '';
  // A count too large for its field is printed in parentheses behind what the field holds.
  const count = (name: string): number => Number(/(\d+)(?!.*\d)/.exec(field(name))?.[1] ?? 0);
  return {
    class: field('Class'),
    data: field('Data').includes('little') ? 'LE' : 'BE',
    osabi: field('OS/ABI'),
    etype: field('Type').split(' ')[0],
    machine: field('Machine'),
    entry: Number(field('Entry point address')),
    phoff: Number.parseInt(field('Start of program headers'), 10),
    shoff: Number.parseInt(field('Start of section headers'), 10),
    flags: field('Flags').split(',')[0],
    phnum: count('Number of program headers'),
    shnum: count('Number of section headers'),
    shstrndx: count('Section header string table index'),
  };
}

const SECTION =
  /^ {2}\[ *(\d+)\] (.*?) +(\S+) +([0-9a-f]{8,16}) ([0-9a-f]{6,}) ([0-9a-f]{6,}) ([0-9a-f]{2,}) +([A-Za-z]*) +(\d+) +(\d+) +(\d+)$/gm;

const sectionsOf = (reading: string): object[] =>
  [...reading.matchAll(SECTION)].map(
    ([, i, name, type, addr, off, size, es, flags, link, info, align]) => ({
      i: Number(i),
      name,
      type,
      addr: hexadecimal(addr),
      off: hexadecimal(off),
      size: hexadecimal(size),
      es: hexadecimal(es),
      flags,
      link: Number(link),
      info: Number(info),
      align: Number(align),
    }),
  );

const SEGMENT =
  /^ {2}(\S+) +0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) 0x([0-9a-f]+) (R| )(W| )(E| ) (?:0x)?([0-9a-f]+)$/gm;

const segmentsOf = (reading: string): object[] =>
  [...reading.matchAll(SEGMENT)].map(
    ([, type, off, vaddr, paddr, filesz, memsz, r, w, e, align]) => ({
      type,
      off: hexadecimal(off),
      vaddr: hexadecimal(vaddr),
      paddr: hexadecimal(paddr),
      filesz: hexadecimal(filesz),
      memsz: hexadecimal(memsz),
      flags: [r, w, e].map((letter) => (letter === ' ' ? '-' : letter)).join(''),
      align: hexadecimal(align),
    }),
  );

const hexadecimal = (digits: string | undefined): number => Number.parseInt(digits ?? '', 16);

function sectionsOfSegments(reading: string): string[][] {
  const [, table = ''] = reading.split('Segment Sections...\n');
  return [...table.matchAll(/^ {3}\d{2,} +(.*)$/gm)].map(([, names = '']) =>
    names.split(' ').filter((name) => name !== ''),
  );
}

function totalsOf(output: string, total: 'dec' | 'total'): object {
  const [, line = ''] = output.split('\n');
  const [text, data, bss, sum] = line.trim().split(/\s+/).map(Number);
  return { text, data, bss, [total]: sum };
}

function sysvOf(output: string): object {
  const rows = [...output.matchAll(/^(.*?) +(\d+) +(\d+)$/gm)];
  return {
    sysv: rows.map(([, name, size, address]) => [name, Number(size), Number(address)]),
    sysv_total: Number(/^Total +(\d+)/m.exec(output)?.[1]),
  };
}

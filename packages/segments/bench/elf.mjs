/**
 * Headers, sections and program headers of this machine's ELF files below 3 MB, held in memory: ours beside the
 * two npm parsers that are right about all of them. One turn is one pass over all files.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import elfTools from 'elf-tools';
import elfy from 'elfy';
import { readElf } from '../dist/elf.js';
import { inTurns, print } from './rounds.mjs';

const FOLDERS = ['/usr/bin', '/usr/lib/x86_64-linux-gnu'];
const MOST_BYTES = 3_000_000;
const MOST_FILES = 400;

/** Every so many of the machine's files, so that all sizes are there. */
function someFiles() {
  const files = [];
  for (const folder of FOLDERS)
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const stat = statSync(path, { throwIfNoEntry: false });
      if (!stat?.isFile() || stat.size > MOST_BYTES || stat.size < 64) continue;
      const bytes = readFileSync(path);
      if (bytes.readUInt32BE(0) === 0x7f454c46) files.push(bytes);
    }
  const step = Math.ceil(files.length / MOST_FILES);
  return files.filter((_, index) => index % step === 0);
}

export function benchElf() {
  const files = someFiles();
  let checked = 0;
  for (const bytes of files) {
    const ours = readElf(bytes);
    const theirs = elfy.parse(Buffer.from(bytes));
    if (ours.sections.length !== theirs.body.sections.length) throw new Error('sections differ');
    checked += ours.sections.length;
  }
  // Every turn has fresh copies: not all parsers leave the bytes they are given as they were.
  let copies = [];
  const before = () => {
    copies = files.map((bytes) => Buffer.from(bytes));
  };
  const all = (parse) => () => {
    for (const bytes of copies) parse(bytes);
  };
  const rows = inTurns(
    {
      '@memstrata/segments/elf': all(readElf),
      'elfy 1.0.0': all((bytes) => elfy.parse(bytes)),
      'elf-tools 1.1.2': all((bytes) => elfTools.parse(bytes)),
    },
    { rounds: 9, before, figure: (ms) => ms / files.length },
  );
  print(`ELF: ${files.length} files, ${checked} sections`, 'ms a file', rows, 4);
}

/** Executable images out of recorded headers, for files that are not at hand. */
import { type ExecutableImage, type ImageSegment, segmentType } from '../exec/image.ts';
import type { Interpreters } from './exec.ts';
import { Field } from './record.ts';

/**
 * The image a recorded ELF header describes.
 *
 * @param record One parsed line of `elf.jsonl`, or an entry of `interpreters.json`.
 * @param name What maps shall call the file.
 * @throws {@link RecordFormatError} for anything else.
 */
export function imageFromRecord(record: unknown, name = 'FILE'): ExecutableImage {
  return imageOf(new Field(record), name);
}

/**
 * The loaders a recording met, by the path programs name them with.
 *
 * @param record The parsed `interpreters.json`.
 */
export function interpretersFromRecord(record: unknown): Interpreters {
  const images = new Field(record).get('interpreters').items();
  return Object.fromEntries(
    images.map((item) => [item.get('path').text(), imageOf(item, item.get('real_path').text())]),
  );
}

function imageOf(root: Field, name: string): ExecutableImage {
  const bits = root.get('class').text() === 'ELF64' ? 64 : 32;
  const interpreter = root.get('interp');
  const offset = root.get('phoff');
  return {
    // The recordings were made on ext4.
    file: { name, size: root.get('bytes').number(), hugeAligned: true },
    bits,
    type: root.get('etype').text() === 'EXEC' ? 'executable' : 'shared-object',
    entry: root.get('entry').number(),
    programHeaderOffset: offset.isPresent ? offset.number() : bits === 64 ? 64 : 52,
    programHeaders: root.get('phdrs').items().map(segmentOf),
    interpreter: interpreter.isPresent ? interpreter.text() : null,
  };
}

function segmentOf(field: Field): ImageSegment {
  const flags = field.get('flags').text();
  return {
    type: typeNumber(field.get('type').text()),
    flags:
      (flags.includes('R') ? 4 : 0) | (flags.includes('W') ? 2 : 0) | (flags.includes('E') ? 1 : 0),
    offset: field.get('off').number(),
    virtualAddress: field.get('vaddr').number(),
    fileSize: field.get('filesz').number(),
    memorySize: field.get('memsz').number(),
    alignment: field.get('align').number(),
  };
}

/** Types the kernel ignores are all the same to it. */
const typeNumber = (name: string): number =>
  Object.entries(segmentType).find(([known]) => known === name)?.[1] ?? 0;

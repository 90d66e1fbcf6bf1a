// Builds small ELF files by hand, so that a test can have any byte order, width and numbering.

interface ImageSection {
  readonly name: string;
  readonly type: number;
  readonly flags?: number;
  readonly address?: number | bigint;
  readonly contents?: Uint8Array;
  /** Size of a section without contents. */
  readonly size?: number;
  readonly link?: number;
  readonly info?: number;
  readonly entrySize?: number;
}

interface ImageSegment {
  readonly type: number;
  readonly flags: number;
  readonly offset: number;
  readonly address: number | bigint;
  readonly fileSize: number;
  readonly memorySize: number;
}

export interface Image {
  readonly bits: 32 | 64;
  readonly littleEndian: boolean;
  readonly type?: number;
  readonly machine?: number;
  readonly entry?: number | bigint;
  readonly sections?: readonly ImageSection[];
  readonly segments?: readonly ImageSegment[];
  /** Store counts in section 0, whether they fit the header or not. */
  readonly extended?: boolean;
}

/** Fields written one after the other in one byte order. */
export class FieldWriter {
  readonly bytes: number[] = [];
  private readonly image: Pick<Image, 'bits' | 'littleEndian'>;

  constructor(image: Pick<Image, 'bits' | 'littleEndian'>) {
    this.image = image;
  }

  int(value: number | bigint, length: number): this {
    const digits = Array.from({ length }, (_, index) =>
      Number((BigInt(value) >> BigInt(8 * index)) & 0xffn),
    );
    this.bytes.push(...(this.image.littleEndian ? digits : digits.reverse()));
    return this;
  }

  word(value: number | bigint): this {
    return this.int(value, this.image.bits / 8);
  }
}

/** The file: header, program headers, contents of the sections, section headers. */
export function elfImage(image: Image): Uint8Array<ArrayBuffer> {
  const headerSize = image.bits === 64 ? 64 : 52;
  const segments = image.segments ?? [];
  const segmentSize = image.bits === 64 ? 56 : 32;
  const sections = withNames(image.sections ?? []);
  const contents: number[] = [];
  const contentsAt = headerSize + segments.length * segmentSize;
  const placed = sections.map((section) => {
    const offset = contentsAt + contents.length;
    for (const byte of section.contents ?? []) contents.push(byte);
    return { ...section, offset };
  });
  const sectionsAt = contentsAt + contents.length;
  const nameIndex = sections.length === 0 ? 0 : sections.length - 1;
  return Uint8Array.from([
    ...header(image, headerSize, segments.length, sectionsAt, sections.length, nameIndex),
    ...segments.flatMap((segment) => programHeader(image, segment)),
    ...contents,
    ...placed.flatMap((section, index) =>
      sectionHeader(
        image,
        index === 0 && image.extended
          ? { ...section, size: sections.length, link: nameIndex, info: segments.length }
          : section,
      ),
    ),
  ]);
}

function withNames(given: readonly ImageSection[]): (ImageSection & { nameAt: number })[] {
  if (given.length === 0) return [];
  let names = '\0';
  const all = [{ name: '', type: 0 }, ...given, { name: '.shstrtab', type: 3 }].map((section) => {
    const nameAt = section.name === '' ? 0 : names.length;
    if (nameAt > 0) names += `${section.name}\0`;
    return { ...section, nameAt };
  });
  const last = all.pop()!;
  return [...all, { ...last, contents: new TextEncoder().encode(names) }];
}

function header(
  image: Image,
  headerSize: number,
  segments: number,
  sectionsAt: number,
  sections: number,
  nameIndex: number,
): number[] {
  const wide = image.bits === 64;
  const fields = new FieldWriter(image);
  fields.bytes.push(0x7f, 0x45, 0x4c, 0x46, wide ? 2 : 1, image.littleEndian ? 1 : 2, 1);
  fields.bytes.push(...new Array<number>(9).fill(0));
  fields
    .int(image.type ?? 2, 2)
    .int(image.machine ?? 62, 2)
    .int(1, 4);
  fields.word(image.entry ?? 0).word(segments === 0 ? 0 : headerSize);
  fields
    .word(sections === 0 ? 0 : sectionsAt)
    .int(0, 4)
    .int(headerSize, 2);
  fields.int(wide ? 56 : 32, 2).int(image.extended ? 0xffff : segments, 2);
  fields.int(wide ? 64 : 40, 2).int(image.extended ? 0 : sections, 2);
  return fields.int(image.extended ? 0xffff : nameIndex, 2).bytes;
}

function programHeader(image: Image, segment: ImageSegment): number[] {
  const { type, flags, offset, address, fileSize, memorySize } = segment;
  const fields = new FieldWriter(image).int(type, 4);
  if (image.bits === 64) fields.int(flags, 4);
  fields.word(offset).word(address).word(address).word(fileSize).word(memorySize);
  if (image.bits === 32) fields.int(flags, 4);
  return fields.word(4096).bytes;
}

function sectionHeader(
  image: Image,
  section: ImageSection & { nameAt: number; offset: number },
): number[] {
  const size = section.contents?.length ?? section.size ?? 0;
  return new FieldWriter(image)
    .int(section.nameAt, 4)
    .int(section.type, 4)
    .word(section.flags ?? 0)
    .word(section.address ?? 0)
    .word(section.offset)
    .word(size)
    .int(section.link ?? 0, 4)
    .int(section.info ?? 0, 4)
    .word(1)
    .word(section.entrySize ?? 0).bytes;
}

/**
 * From declarations to an executable file: what the compiler puts in which section, and where the
 * linker puts the sections.
 *
 * ```text
 *  R    ELF header, program headers
 *  R E  .text      functions
 *  R    .rodata    const variables, string literals
 *  RW   .data      variables that start with a value other than 0
 *       .bss       variables that start as 0: bytes in memory, none in the file
 * ```
 *
 * Source: gcc's rules for sections (varasm.c, categorize_decl_for_section), GNU ld's default script with
 * `-z separate-code` (elf.em, DATA_SEGMENT_ALIGN), System V ABI AMD64, section 3.1.2 (arrays).
 */
import type { ExecutableImage } from '@memstrata/segments';
import type {
  FunctionDeclaration,
  Unit,
  VariableDeclaration,
} from '../../program/process-steps.ts';
import type { Section } from '../state.ts';
import type { Target } from './platforms.ts';

/** Something that lies at one place for the whole run. */
export interface Placed {
  readonly name: string;
  readonly section: Section;
  readonly address: number;
  readonly bytes: number;
  readonly why: 'code' | 'constant' | 'literal' | 'initialised' | 'zero';
  readonly isInner: boolean;
  /** null for code and literals. */
  readonly variable: VariableDeclaration | null;
  /** The text of a literal. */
  readonly text: string | null;
}

/** An executable file, and what lies where in it. */
export interface LaidOut {
  readonly image: ExecutableImage;
  /** In ascending order of addresses. */
  readonly placed: readonly Placed[];
}

type Part = Omit<Placed, 'address'> & { readonly alignment: number };

const PAGE = 4096;

/** A function's code takes this much here; what a compiler makes of one is not modelled. */
const CODE_BYTES = 64;

const up = (value: number, to: number): number => Math.ceil(value / to) * to;

/** The bytes of a variable. */
export const bytesOf = (
  { type, length = 1 }: Pick<VariableDeclaration, 'type' | 'length'>,
  { types }: Target,
): number => types[type].size * length;

/** Arrays of 16 bytes and more are aligned to 16, in gcc's data sections from 32 on to 32. */
export function alignmentOf(
  variable: Pick<VariableDeclaration, 'type' | 'length'>,
  target: Target,
  isStatic: boolean,
): number {
  const natural = target.types[variable.type].alignment;
  const bytes = bytesOf(variable, target);
  if (variable.length === undefined || bytes < 16) return natural;
  return isStatic && bytes >= 32 ? 32 : 16;
}

/** Lays a unit out at the target's base. */
export function layOut(unit: Unit, target: Target): LaidOut {
  const parts = partsOf(unit, target);
  const headerBytes = target.bits === 64 ? 64 + 5 * 56 : 52 + 5 * 32;
  const placed: Placed[] = [];
  const segments: Segment[] = [
    { flags: 4, offset: 0, at: target.base, bytes: headerBytes, zero: 0 },
  ];
  let end = target.base + headerBytes;
  for (const [sections, flags] of SEGMENTS) {
    const held = sections.flatMap((section) => parts.filter((part) => part.section === section));
    if (held.length === 0) continue;
    // Code begins a page of the file; data shares the file's last page and begins at the same place of its own.
    const at = flags === 6 ? up(end, PAGE) + (end % PAGE) : up(end, PAGE);
    let next = at;
    let fileEnd = at;
    for (const { alignment, ...part } of held) {
      const address = up(next, alignment);
      placed.push({ ...part, address });
      next = address + part.bytes;
      if (part.section !== '.bss') fileEnd = next;
    }
    const offset = (flags === 6 ? end : at) - target.base;
    segments.push({ flags, offset, at, bytes: fileEnd - at, zero: next - fileEnd });
    end = flags === 6 ? next : fileEnd;
  }
  return { image: imageOf(segments, placed, target), placed };
}

interface Segment {
  readonly flags: number;
  readonly offset: number;
  readonly at: number;
  readonly bytes: number;
  readonly zero: number;
}

const SEGMENTS: readonly (readonly [readonly Section[], number])[] = [
  [['.text'], 5],
  [['.rodata'], 4],
  [['.data', '.bss'], 6],
];

function partsOf({ variables = [], functions }: Unit, target: Target): readonly Part[] {
  const outer = variables.map((variable) => ({ variable, isInner: false }));
  const inner = functions.flatMap(({ variables = [] }) =>
    variables
      .filter(({ storage }) => storage !== undefined)
      .map((variable) => ({ variable, isInner: true })),
  );
  const all = [...outer, ...inner];
  const literals = [...all.map(({ variable }) => variable.literal)].flatMap((text) => text ?? []);
  return [
    ...functions.map(codePart),
    ...all.map(({ variable, isInner }) => variablePart(variable, isInner, target)),
    ...[...new Set(literals)].map(literalPart),
  ];
}

const codePart = ({ name }: FunctionDeclaration): Part => ({
  name,
  section: '.text',
  bytes: CODE_BYTES,
  alignment: 16,
  why: 'code',
  isInner: false,
  variable: null,
  text: null,
});

function variablePart(variable: VariableDeclaration, isInner: boolean, target: Target): Part {
  const { name, storage, value = 0, literal } = variable;
  const why =
    storage === 'const'
      ? 'constant'
      : value !== 0 || literal !== undefined
        ? 'initialised'
        : 'zero';
  return {
    name,
    section: why === 'constant' ? '.rodata' : why === 'zero' ? '.bss' : '.data',
    bytes: bytesOf(variable, target),
    alignment: alignmentOf(variable, target, true),
    why,
    isInner,
    variable,
    text: null,
  };
}

const literalPart = (text: string): Part => ({
  name: `"${text}"`,
  section: '.rodata',
  bytes: text.length + 1,
  alignment: 1,
  why: 'literal',
  isInner: false,
  variable: null,
  text,
});

function imageOf(
  segments: readonly Segment[],
  placed: readonly Placed[],
  target: Target,
): ExecutableImage {
  const size = Math.max(...segments.map(({ offset, bytes }) => offset + bytes));
  const contents = new Uint8Array(size);
  const view = new DataView(contents.buffer);
  for (const { section, address, variable, text } of placed) {
    if (section === '.text' || section === '.bss') continue;
    const segment = segments.findLast(({ at }) => at <= address);
    const offset = address - (segment?.at ?? 0) + (segment?.offset ?? 0);
    if (text !== null) contents.set(new TextEncoder().encode(text), offset);
    else if (variable) writeValue(view, offset, initialValue(variable, placed), variable, target);
  }
  const stackHeader = { type: 0x6474e551, flags: 6, offset: 0, virtualAddress: 0 };
  return {
    file: { name: 'program', size, bytes: contents },
    bits: target.bits,
    type: 'executable',
    entry: placed.find(({ section }) => section === '.text')?.address ?? target.base,
    programHeaderOffset: target.bits === 64 ? 64 : 52,
    programHeaders: [
      ...segments.map(({ flags, offset, at, bytes, zero }) => ({
        type: 1,
        flags,
        offset,
        virtualAddress: at,
        fileSize: bytes,
        memorySize: bytes + zero,
        alignment: PAGE,
      })),
      { ...stackHeader, fileSize: 0, memorySize: 0, alignment: 16 },
    ],
    interpreter: null,
  };
}

/** What a variable starts with: its value, or the address of its literal. */
export const initialValue = (
  variable: VariableDeclaration | null,
  placed: readonly Placed[],
): number =>
  variable?.literal === undefined
    ? (variable?.value ?? 0)
    : (placed.find(({ text }) => text === variable.literal)?.address ?? 0);

function writeValue(
  view: DataView,
  offset: number,
  value: number,
  { type }: VariableDeclaration,
  { types }: Target,
): void {
  const { size } = types[type];
  if (size === 1) view.setInt8(offset, value);
  else if (size === 4) view.setUint32(offset, value % 2 ** 32, true);
  else view.setBigInt64(offset, BigInt(value), true);
}

/** What a process looks like: its address space, its stack of calls, its heap, its variables. */
import type { Language, Localized } from '../language.ts';
import type {
  ChunkRow,
  FrameSlotRow,
  MachineState,
  MappingRow,
  ProcessRow,
  VariableRow,
} from '../machine/state.ts';
import type { AddressColumn, ColumnPart, Role, Table } from './figure.ts';
import { bytes, count, decimal, hex, size } from './format.ts';
import { type CellLook, heapLook, manyLook } from './heap-look.ts';
import { touches } from './touches.ts';

const words = {
  space: { en: 'Address space', zh: '地址空间' },
  top: { en: 'highest address on top', zh: '高地址在上' },
  free: { en: 'free', zh: '空闲' },
  guard: { en: 'guard gap ---', zh: '保护间隙 ---' },
  stack: { en: 'Stack of calls, growing down', zh: '调用栈，向下增长' },
  thread: { en: 'thread', zh: '线程' },
  others: { en: 'other addresses', zh: '其他地址' },
  back: { en: 'return address', zh: '返回地址' },
  saved: { en: 'saved', zh: '保存的' },
  heap: { en: 'Heap', zh: '堆' },
  variables: { en: 'Variables with a fixed place', zh: '位置固定的变量' },
  variable: { en: 'variable', zh: '变量' },
  section: { en: 'section', zh: '节' },
  address: { en: 'address', zh: '地址' },
  bytes: { en: 'bytes', zh: '字节' },
  inFile: { en: 'in the file', zh: '文件中' },
  holds: { en: 'holds', zh: '保存的值' },
} satisfies Record<string, Localized>;

type Drawer<F> = (
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
) => F | undefined;

/** Most names told in one line. */
const MOST_NAMES = 5;

const roleOf = ({ kind, permissions }: SpaceMapping): Role => {
  if (permissions === '---') return 'guard';
  if (kind === 'text') return 'code';
  if (kind === 'rodata') return 'constant';
  if (kind === 'bss') return 'zero';
  if (kind === 'heap') return 'used';
  return kind === 'data' || kind === 'stack' ? kind : 'mapped';
};

/** A mapping as the picture of an address space shows it. */
export type SpaceMapping = Pick<
  MappingRow,
  'key' | 'start' | 'end' | 'permissions' | 'kind' | 'name' | 'holds' | 'touchedPages'
>;

/** What the picture of an address space is made from. */
export interface Space extends Pick<ProcessRow, 'platform' | 'taskSize' | 'guardGap'> {
  /** Ascending and disjoint. */
  readonly mappings: readonly SpaceMapping[];
}

/** The mappings with the gaps between them; below a stack, what must stay free. */
export const spaceColumn: Drawer<AddressColumn> = (
  { process: [process], mappings },
  changed,
  language,
) => process && addressSpace({ ...process, mappings }, language, changed);

/**
 * The picture of an address space that no scenario made: of a file, or of a live process.
 *
 * @param changed Keys of the mappings to mark; none when absent.
 */
export function addressSpace(
  space: Space,
  language: Language,
  changed: ReadonlySet<string> = new Set(),
): AddressColumn {
  const parts: ColumnPart[] = [];
  let above = space.taskSize;
  for (const mapping of space.mappings.toReversed()) {
    if (above > mapping.end) parts.push(...gapParts(mapping, above, parts, space, language));
    parts.push(mappingPart(mapping, changed.has(mapping.key), language));
    above = mapping.start;
  }
  return {
    kind: 'column',
    id: 'space',
    language,
    title: [words.space[language], space.platform, words.top[language]].join(
      language === 'zh' ? '，' : ', ',
    ),
    changed: touches(changed, 'mapping:'),
    parts,
  };
}

/** What is free between a mapping and the one above: under a stack its guard gap first. */
function gapParts(
  { end }: SpaceMapping,
  above: number,
  parts: readonly ColumnPart[],
  { guardGap }: Space,
  language: Language,
): readonly ColumnPart[] {
  const upper = parts.at(-1);
  const isGuarded = upper?.role === 'stack' && guardGap > 0 && above - end >= guardGap;
  const free = above - (isGuarded ? guardGap : 0);
  const key = upper?.key ?? 'process:1';
  const part = (role: Role, start: number, stop: number, label: string): ColumnPart => ({
    key: `${key}:${role}`,
    start,
    end: stop,
    role,
    changed: false,
    label,
    detail: size(stop - start, language),
    height: 1,
  });
  return [
    ...(isGuarded ? [part('guard', free, above, words.guard[language])] : []),
    ...(free > end ? [part('gap', end, free, words.free[language])] : []),
  ];
}

function mappingPart(mapping: SpaceMapping, changed: boolean, language: Language): ColumnPart {
  const { key, start, end, permissions, kind, holds, touchedPages } = mapping;
  const shown = holds.slice(0, MOST_NAMES);
  const more = holds.length - shown.length;
  const names = [...shown, ...(more > 0 ? [`+${more}`] : [])].join(language === 'zh' ? '、' : ', ');
  const touched =
    language === 'zh'
      ? `${decimal(touchedPages)} 页有内存`
      : `${count(touchedPages, 'page')} with memory`;
  const facts = [size(end - start, language), ...(touchedPages > 0 ? [touched] : [])];
  return {
    key,
    start,
    end,
    role: roleOf(mapping),
    changed,
    label: `${kind} ${permissions}`,
    detail: facts.join(language === 'zh' ? '，' : ', ') + (names && `${colon[language]}${names}`),
    height: Math.min(3, 1 + Math.floor(Math.log2((end - start) / 4096) / 6)),
  };
}

const colon: Localized = { en: ': ', zh: '：' };

/** Each word and variable of each frame, the outermost call on top. */
export const stackColumn: Drawer<AddressColumn> = (
  { frameSlots, process: [process] },
  changed,
  language,
) => {
  if (!process || frameSlots.length === 0) return undefined;
  return {
    kind: 'column',
    id: 'stack',
    language,
    title: words.stack[language],
    changed: touches(changed, 'slot:'),
    parts: frameSlots.flatMap((slot, index) => {
      const above = frameSlots[index - 1];
      const part = slotPart(slot, changed.has(slot.key), language);
      return above && above.thread !== slot.thread
        ? [between(above, slot, language), part]
        : [part];
    }),
  };
};

/** What lies between the stacks of two threads. */
const between = (above: FrameSlotRow, slot: FrameSlotRow, language: Language): ColumnPart =>
  otherAddresses(slot.key, slot.address + slot.bytes, above.address, language);

/** What a column leaves out above a part of it. */
const otherAddresses = (key: string, from: number, end: number, language: Language): ColumnPart => {
  const start = Math.min(from, end);
  return {
    key: `${key}:gap`,
    start,
    end,
    role: 'gap',
    changed: false,
    label: words.others[language],
    detail: size(end - start, language),
    height: 1,
  };
};

function slotPart(slot: FrameSlotRow, changed: boolean, language: Language): ColumnPart {
  const { key, address, bytes: each, kind, thread } = slot;
  const where = thread > 0 ? `${words.thread[language]} ${thread}, ` : '';
  const isInitial = kind === 'initial';
  const [label, detail] = isInitial ? initialWords(slot, language) : slotWords(slot, language);
  return {
    key,
    start: address,
    end: address + each,
    role: kind === 'return-address' || kind === 'frame-pointer' ? 'overhead' : 'stack',
    changed,
    label: isInitial ? label : `${where}${slot.function}: ${label}`,
    detail,
    height: 1,
  };
}

const initialNames: Readonly<Record<string, Localized>> = {
  strings: { en: 'strings', zh: '字符串' },
  random: { en: 'platform name, 16 random bytes', zh: '平台名、16 个随机字节' },
  auxv: { en: 'auxiliary vector', zh: '辅助向量' },
  envp: { en: 'envp, then NULL', zh: 'envp，然后 NULL' },
  argv: { en: 'argv, then NULL', zh: 'argv，然后 NULL' },
};

const initialWords = (
  { name, bytes: each, value }: FrameSlotRow,
  language: Language,
): readonly [string, string] => [
  initialNames[name]?.[language] ?? name,
  value === null ? bytes(each, language) : decimal(value),
];

function slotWords(
  { kind, name, bytes: each, value, isPointer }: FrameSlotRow,
  language: Language,
): readonly [string, string] {
  if (kind === 'return-address') return [words.back[language], `→ ${name}`];
  if (kind === 'frame-pointer') return [`${words.saved[language]} ${name}`, hex(value ?? 0)];
  if (value === null) return [name, `${bytes(each, language)}${language === 'zh' ? '，' : ', '}?`];
  if (isPointer) return [name, value === 0 ? 'NULL' : hex(value)];
  return [name, decimal(value)];
}

/** The chunks of the process's heap, mapped ones on top; a heap of its own is drawn to scale instead. */
export const heapColumn: Drawer<AddressColumn> = (state, changed, language) => {
  const {
    chunks,
    process: [process],
  } = state;
  if (!process || chunks.length === 0) return undefined;
  return {
    kind: 'column',
    id: 'heap',
    language,
    title: `${words.heap[language]} ${hex(chunks[0]?.start ?? 0)} – ${hex(process.programBreak)}`,
    changed: touches(changed, 'chunk:'),
    parts: heapParts(state, changed, language),
  };
};

/** Of more chunks, those at both ends of the heap are told one by one. */
const MOST_CHUNKS = 24;
const ENDS = 6;

function heapParts(
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): readonly ColumnPart[] {
  const chunks = state.chunks.toReversed();
  const each = (chunk: ChunkRow, index: number): readonly ColumnPart[] => {
    const above = chunks[index - 1];
    const end = chunk.start + chunk.size;
    const part = chunkPart(chunk, heapLook(chunk, state, language), changed.has(chunk.key));
    return above && above.start > end
      ? [otherAddresses(chunk.key, end, above.start, language), part]
      : [part];
  };
  if (chunks.length <= MOST_CHUNKS) return chunks.flatMap(each);
  const many = chunks.slice(ENDS, -ENDS);
  const [highest, lowest] = [many[0], many.at(-1)] as [ChunkRow, ChunkRow];
  const sum: ColumnPart = {
    ...chunkPart(highest, manyLook(many, language), false),
    key: 'chunks:more',
    start: lowest.start,
    changed: many.some(({ key }) => changed.has(key)),
  };
  return [
    ...chunks.slice(0, ENDS).flatMap(each),
    sum,
    ...chunks.slice(-ENDS).flatMap((chunk, index) => each(chunk, index + chunks.length - ENDS)),
  ];
}

const chunkPart = (
  { key, start, size: each }: ChunkRow,
  { role, label, detail }: CellLook,
  changed: boolean,
): ColumnPart => ({
  key,
  start,
  end: start + each,
  role,
  changed,
  label,
  detail,
  height: Math.min(3, 1 + Math.floor(Math.log2(each / 16) / 5)),
});

/** What lies at one place for the whole run, from the lowest address. */
export const fixedVariables: Drawer<Table> = ({ variables }, changed, language) => {
  if (variables.length === 0) return undefined;
  return {
    kind: 'table',
    id: 'fixed-variables',
    language,
    title: words.variables[language],
    changed: touches(changed, 'variable:'),
    columns: [
      { label: words.variable[language], align: 'left' },
      { label: words.section[language], align: 'left' },
      { label: words.address[language], align: 'right' },
      { label: words.bytes[language], align: 'right' },
      { label: words.inFile[language], align: 'right' },
      { label: words.holds[language], align: 'right' },
    ],
    rows: variables.map((row) => ({
      key: row.key,
      role: sectionRoles[row.section],
      changed: changed.has(row.key),
      cells: [
        row.name,
        row.section,
        hex(row.address),
        decimal(row.bytes),
        decimal(row.fileBytes),
        held(row),
      ],
    })),
  };
};

const sectionRoles: Readonly<Record<VariableRow['section'], Role>> = {
  '.text': 'code',
  '.rodata': 'constant',
  '.data': 'data',
  '.bss': 'zero',
};

function held({ type, value }: VariableRow): string {
  if (value === null) return '…';
  if (type !== 'pointer') return decimal(value);
  return value === 0 ? 'NULL' : hex(value);
}

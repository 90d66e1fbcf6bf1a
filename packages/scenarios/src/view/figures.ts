/** What a moment looks like: one figure for each part of the machine that the program uses. */
import type { Language, Localized } from '../language.ts';
import type { Moment } from '../machine/moment.ts';
import type { ChunkRow, MachineState, NameRow, ObjectRow } from '../machine/state.ts';
import type { Cell, Figure, Role, Strip, Table } from './figure.ts';
import { bytes, decimal, hex } from './format.ts';
import { generationTable, objectGraph } from './graph.ts';
import { touches } from './touches.ts';

/** Bytes of one row of the heap's picture: constant, so that nothing moves when the heap grows. */
const BYTES_PER_ROW = 512;

const words = {
  heap: { en: 'Heap', zh: '堆' },
  variables: { en: 'Variables', zh: '变量' },
  variable: { en: 'variable', zh: '变量' },
  holds: { en: 'holds', zh: '保存的值' },
  leadsTo: { en: 'leads to', zh: '指向' },
  nowhere: { en: 'nowhere', zh: '无处' },
  freed: { en: 'memory it gave back', zh: '已归还的内存' },
  free: { en: 'free', zh: '空闲' },
  top: { en: 'top', zh: '顶块' },
  used: { en: 'used', zh: '占用' },
  leaked: { en: '⚠ leaked', zh: '⚠ 泄漏' },
  overhead: { en: 'overhead', zh: '开销' },
} satisfies Record<string, Localized>;

/**
 * The figures of a moment, always in the same order and with the same ids.
 *
 * @example
 * ```ts
 * import { Machine, memory } from '@memstrata/scenarios';
 * import { figures } from '@memstrata/scenarios/view';
 *
 * const moment = new Machine().perform(memory.malloc('a', 24));
 * console.log(figures(moment, 'en').map(({ id, kind }) => `${id} ${kind}`)); // → [ 'heap strip', 'variables table' ]
 * ```
 */
export function figures(moment: Moment, language: Language): readonly Figure[] {
  const changed = new Set(moment.changed);
  return drawers.flatMap((draw) => draw(moment.state, changed, language) ?? []);
}

type Drawer = (
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
) => Figure | undefined;

function heapStrip(
  { chunks, names, objects }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Strip | undefined {
  const last = chunks.at(-1);
  if (!last || names.length === 0) return undefined;
  const start = chunks[0]?.start ?? 0;
  const end = last.start + last.size;
  return {
    kind: 'strip',
    id: 'heap',
    language,
    title: `${words.heap[language]} ${hex(start)} – ${hex(end)}`,
    changed: touches(changed, 'chunk:'),
    start,
    end,
    bytesPerRow: BYTES_PER_ROW,
    cells: chunks.map((chunk) =>
      heapCell(chunk, holdersOf(chunk, names, objects), changed.has(chunk.key), language),
    ),
  };
}

function heapCell(
  chunk: ChunkRow,
  holders: readonly string[],
  changed: boolean,
  language: Language,
): Cell {
  const role: Role = chunk.leaked ? 'leaked' : chunk.state;
  const named = chunk.state === 'used' ? holders.join(', ') : '';
  return {
    key: chunk.key,
    start: chunk.start,
    end: chunk.start + chunk.size,
    role,
    changed,
    label: named || words[role === 'used' ? 'used' : role][language],
    detail: cellDetail(chunk, named !== '', language),
  };
}

/** What a chunk is called: the variables that lead to it, or the object whose memory it is. */
const holdersOf = (
  { key, pointer }: ChunkRow,
  names: readonly NameRow[],
  objects: readonly ObjectRow[],
): readonly string[] => [
  ...names
    .filter(({ kind, value, dangling }) => kind === 'pointer' && value === pointer && !dangling)
    .map(({ name }) => name),
  ...objects.filter(({ chunk }) => chunk === key).map(({ object }) => `#${object}`),
];

function cellDetail(chunk: ChunkRow, named: boolean, language: Language): string {
  if (chunk.state !== 'used') return bytes(chunk.size, language);
  const state = named ? `${words.used[language]}, ` : '';
  return language === 'zh'
    ? `${state.replace(', ', '，')}${bytes(chunk.size, 'zh')}，从 ${hex(chunk.pointer)} 起可用 ${decimal(chunk.usable)}`
    : `${state}${bytes(chunk.size, 'en')}, ${decimal(chunk.usable)} usable from ${hex(chunk.pointer)}`;
}

function variableTable(
  { names, chunks }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  const pointers = names.filter(({ kind }) => kind === 'pointer');
  if (pointers.length === 0) return undefined;
  return {
    kind: 'table',
    id: 'variables',
    language,
    title: words.variables[language],
    changed: touches(changed, 'name:'),
    columns: [
      { label: words.variable[language], align: 'left' },
      { label: words.holds[language], align: 'right' },
      { label: words.leadsTo[language], align: 'left' },
    ],
    rows: pointers.map(({ key, name, value, dangling }) => ({
      key,
      role: 'name',
      changed: changed.has(key),
      cells: [
        name,
        value === null ? 'NULL' : hex(value),
        target(value, dangling, chunks, language),
      ],
    })),
  };
}

function target(
  value: number | null,
  dangling: boolean,
  chunks: readonly ChunkRow[],
  language: Language,
): string {
  if (value === null) return words.nowhere[language];
  const chunk = chunks.find(({ pointer, state }) => pointer === value && state === 'used');
  return chunk && !dangling ? bytes(chunk.usable, language) : words.freed[language];
}

const drawers: readonly Drawer[] = [objectGraph, generationTable, heapStrip, variableTable];

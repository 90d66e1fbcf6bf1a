/** What a moment looks like: one figure for each part of the machine that the program uses. */
import type { Language, Localized } from '../language.ts';
import type { Moment } from '../machine/moment.ts';
import type { ChunkRow, MachineState, NameRow } from '../machine/state.ts';
import { candidateTable, generationLanes, waysTable, workTable } from './collector-figures.ts';
import type { Figure, Strip, Table } from './figure.ts';
import { bytes, hex } from './format.ts';
import { objectGraph } from './graph.ts';
import { heapLook } from './heap-look.ts';
import { poolTable } from './pool-figures.ts';
import { fixedVariables, heapColumn, spaceColumn, stackColumn } from './process-figures.ts';
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

/** Classes and objects have no chunk in the heap of a program that only calls `malloc`. */
const isPointer = ({ kind }: NameRow): boolean => kind === 'pointer';

function heapStrip(
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Strip | undefined {
  const { chunks, names, process } = state;
  const last = chunks.at(-1);
  if (!last || process.length > 0 || !names.some(isPointer)) return undefined;
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
    cells: chunks.map((chunk) => ({
      key: chunk.key,
      start: chunk.start,
      end: chunk.start + chunk.size,
      changed: changed.has(chunk.key),
      ...heapLook(chunk, state, language),
    })),
  };
}

function variableTable(
  { names, chunks, process }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  const pointers = names.filter(isPointer);
  if (pointers.length === 0 || process.length > 0) return undefined;
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

const drawers: readonly Drawer[] = [
  objectGraph,
  candidateTable,
  generationLanes,
  workTable,
  waysTable,
  poolTable,
  spaceColumn,
  stackColumn,
  heapStrip,
  heapColumn,
  fixedVariables,
  variableTable,
];

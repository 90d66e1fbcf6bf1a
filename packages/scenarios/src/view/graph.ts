/** The object graph: names on the left, objects beside them in order of birth, with who holds them. */
import type { Language, Localized } from '../language.ts';
import type { MachineState, NameRow, ObjectRow } from '../machine/state.ts';
import type { Graph, GraphEdge, GraphNode, Table } from './figure.ts';
import { decimal, hex } from './format.ts';
import { touches } from './touches.ts';

/** Objects in one column of the picture, before the next column begins. */
const OBJECTS_PER_COLUMN = 6;

/** More objects than this are told by type instead of drawn one by one. */
const MOST_DRAWN = 60;

const words = {
  objects: { en: 'Names and objects', zh: '名字与对象' },
  none: { en: ': none', zh: '：无' },
  byType: { en: 'Objects by type', zh: '各类型的对象' },
  type: { en: 'type', zh: '类型' },
  number: { en: 'objects', zh: '对象数' },
  unreachable: { en: 'without a name leading there', zh: '没有名字可达的' },
  generations: { en: 'Generations of the collector', zh: '回收器的各代' },
  generation: { en: 'generation', zh: '代' },
  count: { en: 'count', zh: '计数' },
  threshold: { en: 'threshold', zh: '阈值' },
} satisfies Record<string, Localized>;

/** Names, objects, and the references between them. */
export function objectGraph(
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Graph | Table | undefined {
  const { names, objects } = state;
  if (!names.some(({ kind }) => kind === 'class')) return undefined;
  const shown = names.filter(({ kind }) => kind === 'object');
  const moved = touches(changed, 'object:') || touches(changed, 'name:');
  if (objects.length > MOST_DRAWN) return objectsByType(objects, moved, language);
  const none = shown.length === 0 && objects.length === 0 ? words.none[language] : '';
  return {
    kind: 'graph',
    id: 'objects',
    language,
    title: words.objects[language] + none,
    changed: moved,
    nodes: [
      ...shown.map((row) => nameNode(row, changed.has(row.key))),
      ...objects.map((row) => objectNode(row, state, changed.has(row.key), language)),
    ],
    edges: [...shown.flatMap(nameEdge), ...objects.flatMap(slotEdges)],
  };
}

const nameNode = ({ key, order, name, value }: NameRow, changed: boolean): GraphNode => ({
  key,
  role: 'name',
  changed,
  label: name,
  lines: [`→ #${value}`],
  column: 0,
  row: order,
});

function objectNode(
  row: ObjectRow,
  state: MachineState,
  changed: boolean,
  language: Language,
): GraphNode {
  const at = row.order - 1;
  return {
    key: row.key,
    role: row.reachable ? 'object' : 'leaked',
    changed,
    label: `#${row.object} ${row.type}`,
    lines: [
      countLine(row, state, language),
      ...row.slots.map(({ slot, to }) => `${slot} → ${to === null ? 'None' : `#${to}`}`),
      ...(row.reachable ? [] : [unreachableLine[language]]),
      placeLine(row, language),
    ],
    column: 1 + Math.floor(at / OBJECTS_PER_COLUMN),
    row: at % OBJECTS_PER_COLUMN,
  };
}

const unreachableLine: Localized = { en: '⚠ no name leads here', zh: '⚠ 没有名字可达' };

/** The count with the holders that make it: names first, then slots. */
function countLine(row: ObjectRow, { names, objects }: MachineState, language: Language): string {
  const holders = [
    ...names
      .filter(({ kind, value }) => kind === 'object' && value === row.object)
      .map(({ name }) => name),
    ...objects.flatMap(({ object, slots }) =>
      slots.filter(({ to }) => to === row.object).map(({ slot }) => `#${object}.${slot}`),
    ),
  ];
  return language === 'zh'
    ? `计数 ${row.count}：${holders.join('、')}`
    : `count ${row.count}: ${holders.join(', ')}`;
}

function placeLine({ address, generation }: ObjectRow, language: Language): string {
  const place = address === null ? '–' : hex(address);
  if (generation === null) return place;
  return language === 'zh' ? `${place}，第 ${generation} 代` : `${place}, generation ${generation}`;
}

const nameEdge = ({ key, value }: NameRow): readonly GraphEdge[] =>
  value === null ? [] : [{ key: `${key}>`, from: key, to: `object:${value}` }];

const slotEdges = ({ key, slots }: ObjectRow): readonly GraphEdge[] =>
  slots.flatMap(({ slot, to }) =>
    to === null ? [] : [{ key: `${key}.${slot}`, from: key, to: `object:${to}` }],
  );

function objectsByType(objects: readonly ObjectRow[], changed: boolean, language: Language): Table {
  const totals = new Map<string, { all: number; unreachable: number }>();
  for (const { type, reachable } of objects) {
    const total = totals.get(type) ?? { all: 0, unreachable: 0 };
    total.all++;
    if (!reachable) total.unreachable++;
    totals.set(type, total);
  }
  return {
    kind: 'table',
    id: 'objects',
    language,
    title: words.byType[language],
    changed,
    columns: [
      { label: words.type[language], align: 'left' },
      { label: words.number[language], align: 'right' },
      { label: words.unreachable[language], align: 'right' },
    ],
    rows: [...totals].map(([type, { all, unreachable }]) => ({
      key: `type:${type}`,
      role: unreachable > 0 ? 'leaked' : 'object',
      changed: false,
      cells: [type, decimal(all), decimal(unreachable)],
    })),
  };
}

/** Each generation's counter against its threshold. */
export function generationTable(
  { generations }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  if (generations.length === 0) return undefined;
  return {
    kind: 'table',
    id: 'generations',
    language,
    title: words.generations[language],
    changed: touches(changed, 'generation:'),
    columns: [
      { label: words.generation[language], align: 'right' },
      { label: words.count[language], align: 'right' },
      { label: words.threshold[language], align: 'right' },
      { label: words.number[language], align: 'right' },
    ],
    rows: generations.map(({ key, generation, count, threshold, objects }) => ({
      key,
      role: 'plain',
      changed: changed.has(key),
      cells: [decimal(generation), decimal(count), decimal(threshold), decimal(objects)],
    })),
  };
}

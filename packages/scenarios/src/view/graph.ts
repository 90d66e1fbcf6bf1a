/** The object graph: names on the left, objects beside them in order of birth, with who holds them. */
import type { Language, Localized } from '../language.ts';
import type { MachineState, NameRow, ObjectRow, SlotRow } from '../machine/state.ts';
import type { Graph, GraphEdge, GraphNode, Table } from './figure.ts';
import { decimal, hex, slotOf } from './format.ts';
import { touches } from './touches.ts';

/** Objects in one column of the picture, before the next column begins. */
const OBJECTS_PER_COLUMN = 6;

/** More objects than this are told by type instead of drawn one by one. */
const MOST_DRAWN = 60;

/** Slots and holders told one by one in a box. */
const MOST_LISTED = 8;

const words = {
  objects: { en: 'Names and objects', zh: '名字与对象' },
  none: { en: ': none', zh: '：无' },
  byType: { en: 'Objects by type', zh: '各类型的对象' },
  type: { en: 'type', zh: '类型' },
  number: { en: 'objects', zh: '对象数' },
  unreachable: { en: 'without a name leading there', zh: '名字到达不了的' },
  interpreter: { en: 'the interpreter', zh: '解释器' },
  untracked: { en: 'not tracked', zh: '未被跟踪' },
} satisfies Record<string, Localized>;

/** References that neither a name nor a slot holds: C code, or a collection that runs. */
const elsewhere: Readonly<Record<Language, (references: number) => string>> = {
  en: (references) => `${references} from elsewhere`,
  zh: (references) => `别处 ${references} 个`,
};

/** Names, objects, and the references between them. */
export function objectGraph(
  state: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Graph | Table | undefined {
  const { names, objects } = state;
  if (!names.some(({ kind }) => kind === 'class' || kind === 'object')) return undefined;
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
    edges: [
      ...shown.flatMap(nameEdge),
      ...objects.flatMap(slotEdges),
      ...objects.flatMap(watchEdge),
    ],
  };
}

const nameNode = ({ key, order, name, value }: NameRow, changed: boolean): GraphNode => ({
  key,
  role: 'name',
  changed,
  label: name,
  lines: [value === null ? '→ None' : `→ #${value}`],
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
    label: [`#${row.object}`, row.type, row.text].filter(Boolean).join(' '),
    lines: [
      countLine(row, state, language),
      ...row.slots.slice(0, MOST_LISTED).map(slotLine),
      ...(row.slots.length > MOST_LISTED ? [`… ${row.slots.length}`] : []),
      ...(row.type === 'weakref' ? [watchLine(row.watches, language)] : []),
      ...(row.reachable ? [] : [unreachableLine[language]]),
      ...placeLine(row, language),
    ],
    column: 1 + Math.floor(at / OBJECTS_PER_COLUMN),
    row: at % OBJECTS_PER_COLUMN,
  };
}

const unreachableLine: Localized = { en: '⚠ no name leads here', zh: '⚠ 没有名字能到达' };

/** The count with the holders that make it: names first, then slots. */
function countLine(row: ObjectRow, { names, objects }: MachineState, language: Language): string {
  const holders = [
    ...names
      .filter(({ kind, value }) => kind === 'object' && value === row.object)
      .map(({ name }) => name),
    ...objects.flatMap(({ object, slots }) =>
      slots.filter(({ to }) => to === row.object).map(({ slot }) => slotOf(object, slot)),
    ),
  ];
  if (row.builtIn) holders.push(words.interpreter[language]);
  const others = (row.count ?? 0) - holders.length;
  if (others > 0) holders.push(elsewhere[language](others));
  const listed = holders.slice(0, MOST_LISTED);
  if (holders.length > MOST_LISTED) listed.push('…');
  if (row.count === null) return language === 'zh' ? '计数 ∞：永生对象' : 'count ∞: immortal';
  return language === 'zh'
    ? `计数 ${row.count}：${listed.join('、')}`
    : `count ${row.count}: ${listed.join(', ')}`;
}

const slotLine = ({ slot, to }: SlotRow): string => `${slot} → ${to === null ? 'None' : `#${to}`}`;

const watchLine = (watches: number | null, language: Language): string => {
  const answer = watches === null ? 'None' : `#${watches}`;
  return language === 'zh' ? `弱引用 ⇢ ${answer}（不计数）` : `weak ⇢ ${answer} (not counted)`;
};

function placeLine({ address, generation }: ObjectRow, language: Language): readonly string[] {
  const place = address === null ? [] : [hex(address)];
  if (generation === null) return [place[0] ?? words.untracked[language]];
  const list = language === 'zh' ? `第 ${generation} 代` : `generation ${generation}`;
  return [[...place, list].join(language === 'zh' ? '，' : ', ')];
}

const nameEdge = ({ key, value }: NameRow): readonly GraphEdge[] =>
  value === null ? [] : [{ key: `${key}>`, from: key, to: `object:${value}` }];

const slotEdges = ({ key, slots }: ObjectRow): readonly GraphEdge[] =>
  slots.flatMap(({ slot, to }) =>
    to === null ? [] : [{ key: `${key}.${slot}`, from: key, to: `object:${to}` }],
  );

const watchEdge = ({ key, watches }: ObjectRow): readonly GraphEdge[] =>
  watches === null ? [] : [{ key: `${key}⇢`, from: key, to: `object:${watches}`, weak: true }];

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

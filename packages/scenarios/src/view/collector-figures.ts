/** The collector in figures: what became of each candidate, how full each generation is, what it has cost. */
import type { Language, Localized } from '../language.ts';
import type { CandidateRow, GenerationRow, MachineState, WayName } from '../machine/state.ts';
import type { Work } from '../machine/tally.ts';
import type { Verdict } from '../machine/trial.ts';
import type { Lane, Lanes, Role, Table } from './figure.ts';
import { decimal, count as plural } from './format.ts';
import { touches } from './touches.ts';

const words = {
  candidates: { en: 'The collection: each candidate', zh: '这次回收：每个候选对象' },
  object: { en: 'object', zh: '对象' },
  refcount: { en: 'count', zh: '计数' },
  inner: { en: 'from candidates', zh: '来自候选' },
  external: { en: 'from outside', zh: '来自外部' },
  verdict: { en: 'what became of it', zh: '结果' },
  generations: { en: 'Generations of the collector', zh: '回收器的各代' },
  generation: { en: 'generation', zh: '代' },
  quarter: { en: 'quarter rule', zh: '四分之一规则' },
  work: { en: 'Work so far', zh: '至今的工作量' },
  kind: { en: 'what', zh: '内容' },
  amount: { en: 'how often', zh: '次数' },
  ways: { en: 'The same program, four ways', zh: '同一个程序，四种办法' },
  way: { en: 'memory is', zh: '内存管理' },
  inUse: { en: 'in use', zh: '在用' },
  garbage: { en: 'garbage', zh: '垃圾' },
  misuses: { en: 'misuse', zh: '误用' },
  objects: { en: 'objects', zh: '触及对象' },
  references: { en: 'references', zh: '触及引用' },
  longest: { en: 'longest pause', zh: '最长停顿' },
} satisfies Record<string, Localized>;

const verdicts: Readonly<Record<Verdict, Localized>> = {
  counted: { en: '–', zh: '–' },
  reachable: { en: 'reachable', zh: '可达' },
  'set-aside': { en: '⚠ set aside', zh: '⚠ 暂定不可达' },
  rescued: { en: 'rescued: reachable', zh: '获救：可达' },
  finalized: { en: '⚠ finalizer has run', zh: '⚠ 终结器已运行' },
  resurrected: { en: 'resurrected', zh: '复活' },
  spared: { en: 'spared', zh: '得以保留' },
  cleared: { en: '⚠ cleared', zh: '⚠ 已清空' },
  deallocated: { en: 'deallocated', zh: '已释放' },
};

const roles: Readonly<Record<Verdict, Role>> = {
  counted: 'plain',
  reachable: 'object',
  'set-aside': 'leaked',
  rescued: 'object',
  finalized: 'leaked',
  resurrected: 'object',
  spared: 'object',
  cleared: 'leaked',
  deallocated: 'free',
};

/** The split count of each candidate: what it is, and how much of it comes from candidates. */
export function candidateTable(
  { candidates }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  if (candidates.length === 0) return undefined;
  const text = (key: 'object' | 'verdict'): { label: string; align: 'left' } => ({
    label: words[key][language],
    align: 'left',
  });
  const number = (key: 'refcount' | 'inner' | 'external'): { label: string; align: 'right' } => ({
    label: words[key][language],
    align: 'right',
  });
  return {
    kind: 'table',
    id: 'collection',
    language,
    title: words.candidates[language],
    changed: touches(changed, 'candidate:'),
    columns: [
      text('object'),
      number('refcount'),
      number('inner'),
      number('external'),
      text('verdict'),
    ],
    rows: candidates.map((row) => ({
      key: row.key,
      role: roles[row.verdict],
      changed: changed.has(row.key),
      cells: cellsOf(row, language),
    })),
  };
}

const cellsOf = (
  { object, refcount, external, verdict }: CandidateRow,
  language: Language,
): readonly string[] => [
  `#${object}`,
  decimal(refcount),
  decimal(refcount - external),
  decimal(external),
  verdicts[verdict][language],
];

/** Each generation's counter against its threshold, and the two numbers of the quarter rule. */
export function generationLanes(
  { generations }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Lanes | undefined {
  if (generations.length === 0) return undefined;
  return {
    kind: 'lanes',
    id: 'generations',
    language,
    title: words.generations[language],
    changed: touches(changed, 'generation:'),
    lanes: generations.flatMap((row) => [
      laneOf(row, changed.has(row.key), language),
      ...quarterOf(row, changed.has(row.key), language),
    ]),
  };
}

function laneOf(row: GenerationRow, changed: boolean, language: Language): Lane {
  const { key, generation, count, threshold } = row;
  return {
    key,
    role: count > threshold ? 'leaked' : 'used',
    changed,
    label: language === 'zh' ? `第 ${generation} 代` : `generation ${generation}`,
    filled: threshold === 0 ? 0 : count / threshold,
    numbers: `${decimal(count)} / ${decimal(threshold)}`,
    detail: `${held(row.objects, language)}${language === 'zh' ? '，' : ', '}${toGo(row, language)}`,
  };
}

const held = (objects: number, language: Language): string =>
  language === 'zh' ? `${decimal(objects)} 个对象` : plural(objects, 'object');

/** How far it is to the collection: it starts when the count is above the threshold. */
function toGo(
  { generation, count, threshold, enabled }: GenerationRow,
  language: Language,
): string {
  if (!enabled) return language === 'zh' ? '不自动启动' : 'does not start by itself';
  const left = Math.max(0, threshold + 1 - count);
  if (left === 0) return language === 'zh' ? '已到期' : 'due';
  if (generation === 0)
    return language === 'zh'
      ? `还差 ${decimal(left)} 次分配`
      : `${plural(left, 'allocation')} to go`;
  return language === 'zh'
    ? `还差 ${decimal(left)} 次第 ${generation - 1} 代的回收`
    : `${plural(left, 'collection')} of generation ${generation - 1} to go`;
}

/** Shown once a full collection has left so many survivors that the rule asks for something. */
function quarterOf(row: GenerationRow, changed: boolean, language: Language): readonly Lane[] {
  const { pending, total, key } = row;
  if (pending === null || total === null) return [];
  const needed = Math.floor(total / 4);
  if (needed === 0) return [];
  const late = pending < needed;
  return [
    {
      key: `${key}:quarter`,
      role: late ? 'overhead' : 'used',
      changed,
      label: words.quarter[language],
      filled: pending / needed,
      numbers: `${decimal(pending)} / ${decimal(needed)}`,
      detail:
        language === 'zh'
          ? `${decimal(pending)} 个新晋升，${decimal(total)} 个长寿对象的四分之一是 ${decimal(needed)}${late ? '：还不够做完整回收' : ''}`
          : `${decimal(pending)} promoted since, a quarter of ${decimal(total)} long-lived is ${decimal(needed)}${late ? ': too few for a full collection' : ''}`,
    },
  ];
}

const ways: Readonly<Record<WayName, Localized>> = {
  'by-hand': { en: 'freed by hand', zh: '手工释放' },
  counting: { en: 'counting alone', zh: '只靠计数' },
  'mark-sweep': { en: 'mark and sweep', zh: '标记-清除' },
  cpython: { en: 'CPython: both', zh: 'CPython：计数加回收' },
};

/** The program under four managements of memory: what each has missed, and what it has cost. */
export function waysTable(
  { ways: rows }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  if (rows.length === 0) return undefined;
  const numbers = ['inUse', 'garbage', 'misuses', 'objects', 'references', 'longest'] as const;
  return {
    kind: 'table',
    id: 'ways',
    language,
    title: words.ways[language],
    changed: touches(changed, 'way:'),
    columns: [
      { label: words.way[language], align: 'left' },
      ...numbers.map((each) => ({ label: words[each][language], align: 'right' as const })),
    ],
    rows: rows.map((row) => ({
      key: row.key,
      role: 'plain',
      changed: changed.has(row.key),
      cells: [ways[row.way][language], ...numbers.map((each) => decimal(row[each]))],
    })),
  };
}

const works: Readonly<Record<Work, Localized>> = {
  created: { en: 'objects made', zh: '创建对象' },
  deallocated: { en: 'objects deallocated', zh: '释放对象' },
  raised: { en: 'counts raised by 1', zh: '计数加 1' },
  lowered: { en: 'counts lowered by 1', zh: '计数减 1' },
  examined: { en: 'objects examined by the collector', zh: '回收器检查的对象' },
  followed: { en: 'references followed by the collector', zh: '回收器跟踪的引用' },
  collections: { en: 'collections', zh: '回收次数' },
  longest: { en: 'most deallocated by one statement', zh: '一条语句释放的最多对象' },
};

/** What the program has cost so far, counted. */
export function workTable(
  { work }: MachineState,
  changed: ReadonlySet<string>,
  language: Language,
): Table | undefined {
  if (work.length === 0) return undefined;
  return {
    kind: 'table',
    id: 'work',
    language,
    title: words.work[language],
    changed: touches(changed, 'work:'),
    columns: [
      { label: words.kind[language], align: 'left' },
      { label: words.amount[language], align: 'right' },
    ],
    rows: work.map(({ key, work: kind, amount }) => ({
      key,
      role: 'plain',
      changed: changed.has(key),
      cells: [works[kind][language], decimal(amount)],
    })),
  };
}

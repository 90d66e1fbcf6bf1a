/** The summary of a Python heap in lines. */
import type {
  CycleGroup,
  GenerationSummary,
  HeapSnapshot,
  HeapSummary,
  TypeSummary,
  Waiting,
} from '@memstrata/gengc/snapshot';
import { bytes, count, decimal, size, wrap } from '@memstrata/scenarios/view';
import { table } from './table.ts';

/** How many objects and bytes, and how many of them nothing leads to. */
export function overview({ header }: HeapSnapshot, summary: HeapSummary): string[] {
  const { objects, references, unreachable, unreachableBytes } = summary;
  return [
    `CPython ${header.python}: ${count(objects, 'object')}, ${size(summary.bytes, 'en')}, ` +
      `${count(references, 'reference')}`,
    `${decimal(unreachable)} unreachable (${size(unreachableBytes, 'en')})`,
  ];
}

const NUMBER = { align: 'right' } as const;

/** Types, generations, cycles, and why the garbage waits. */
export function summaryLines(
  types: readonly TypeSummary[],
  generations: readonly GenerationSummary[],
  groups: readonly CycleGroup[],
  waiting: readonly Waiting[],
  columns: number,
): string[] {
  return [
    ...typeTable(types),
    '',
    ...generationTable(generations),
    ...(groups.length > 0 ? ['', 'Garbage cycles', ...cycleLines(groups, columns)] : []),
    ...waitingLines(waiting, columns),
  ];
}

const typeTable = (types: readonly TypeSummary[]): string[] =>
  table(
    [
      { title: 'bytes', ...NUMBER },
      { title: 'objects', ...NUMBER },
      { title: 'unreachable', ...NUMBER },
      { title: 'type' },
    ],
    types.map((row) => [
      decimal(row.bytes),
      decimal(row.objects),
      decimal(row.unreachable),
      row.type,
    ]),
  );

const NAMES: Readonly<Record<number, string>> = {
  [-1]: 'not tracked',
  3: 'tracked',
  4: 'frozen',
};

const generationTable = (generations: readonly GenerationSummary[]): string[] =>
  table(
    [
      { title: 'bytes', ...NUMBER },
      { title: 'objects', ...NUMBER },
      { title: 'unreachable', ...NUMBER },
      { title: 'generation' },
    ],
    generations.map((row) => [
      decimal(row.bytes),
      decimal(row.objects),
      decimal(row.unreachable),
      NAMES[row.generation] ?? String(row.generation),
    ]),
  );

const cycleLines = (groups: readonly CycleGroup[], columns: number): string[] =>
  groups.flatMap(({ types, cycles, objects, bytes: amount }) => {
    const inside = types.map(([type, objects]) => `${objects} ${type}`).join(', ');
    const total = `${count(objects, 'object')}, ${bytes(amount, 'en')}`;
    return wrap(`  ${count(cycles, 'cycle')} of ${inside}: ${total}`, columns, 4);
  });

const waitingLines = (waiting: readonly Waiting[], columns: number): string[] => {
  const some = waiting.filter(({ objects }) => objects > 0);
  return some.length === 0
    ? ['', 'No garbage waits for the collector.']
    : ['', 'Why it waits', ...some.flatMap((one) => wrap(`  ${reason(one)}`, columns, 4))];
};

/** The counter against its threshold, how far away the collection is, and the quarter rule. */
function reason({ generation, objects, outlook, quarterRule }: Waiting): string {
  const what = `${count(objects, 'object')} wait for a collection of generation ${generation}`;
  if (!outlook) return `${what}; the file tells no counters.`;
  if (!outlook.enabled) return `${what}, and the collector is disabled.`;
  if (outlook.allocations === null) return `${what}, and the threshold of 0 means never.`;
  const sum =
    `${what}: its count is ${outlook.count}, which must exceed ${outlook.threshold}; ` +
    `${count(outlook.allocations, 'net allocation')} to go.`;
  if (!quarterRule || quarterRule.hasRun === false) return sum;
  return (
    `${sum} Then it is skipped unless ${decimal(quarterRule.newObjectsNeeded)} of the ` +
    `${decimal(quarterRule.oldObjects)} old objects are new.`
  );
}

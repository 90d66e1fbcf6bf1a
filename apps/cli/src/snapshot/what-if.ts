/** When the garbage of a heap would be collected, as it is and under other thresholds. */
import {
  type Counters,
  findWaiting,
  type HeapSnapshot,
  type NextCollection,
  nextCollection,
  type Outlook,
  outlook,
  type Waiting,
} from '@memstrata/gengc/snapshot';
import { bytes, count, decimal, wrap } from '@memstrata/scenarios/view';
import { table } from '../table.ts';
import type { SnapshotAnswer } from './answer.ts';
import { type Conditions, countersOf, countersUnder } from './counters.ts';

/** One generation, now and under the other conditions. */
interface Row {
  readonly waiting: Waiting;
  readonly now: Outlook;
  readonly instead: Outlook;
}

export function whatIf(file: string, heap: HeapSnapshot, conditions: Conditions): SnapshotAnswer {
  const now = countersOf(file, heap);
  const instead = countersUnder(now, conditions);
  const rows = findWaiting(heap, now).map(
    (waiting): Row => ({
      waiting,
      now: outlook(now, waiting.generation),
      instead: outlook(instead, waiting.generation),
    }),
  );
  const next = { now: nextCollection(now), instead: nextCollection(instead) };
  return {
    data: { whatIf: { ...conditions, now, instead, next, generations: rows } },
    lines: (columns) => [
      ...heading(heap, conditions, now, instead, columns),
      '',
      ...rowsTable(rows),
      '',
      ...[
        'To go: net allocations until a collection of that generation or an older one.',
        `Now: ${comes(next.now, now)}`,
        `Instead: ${comes(next.instead, instead)}`,
        ...quarterRule(rows),
      ].flatMap((sentence) => wrap(sentence, columns, 2)),
    ],
  };
}

function heading(
  { header }: HeapSnapshot,
  { python }: Conditions,
  now: Counters,
  instead: Counters,
  columns: number,
): readonly string[] {
  const whose = python ? `, as CPython ${python} has them` : '';
  return wrap(
    `CPython ${header.python} with thresholds ${now.thresholds.join(', ')} now, ` +
      `and if they were ${instead.thresholds.join(', ')}${whose} instead`,
    columns,
  );
}

const toGo = ({ allocations }: Outlook): string =>
  allocations === null ? 'never' : decimal(allocations);

/** Net allocations until a collection of that generation or an older one. */
const rowsTable = (rows: readonly Row[]): string[] =>
  table(
    [
      { title: 'generation' },
      { title: 'garbage' },
      { title: 'count', align: 'right' },
      { title: 'threshold', align: 'right' },
      { title: 'to go', align: 'right' },
      { title: 'instead', align: 'right' },
      { title: 'to go', align: 'right' },
    ],
    rows.map(({ waiting, now, instead }) => [
      String(waiting.generation),
      waiting.objects === 0
        ? 'none'
        : `${count(waiting.objects, 'object')}, ${bytes(waiting.bytes, 'en')}`,
      decimal(now.count),
      decimal(now.threshold),
      toGo(now),
      decimal(instead.threshold),
      toGo(instead),
    ]),
  );

/** The collection that comes first, in words. */
function comes(next: NextCollection | null, { enabled }: Counters): string {
  if (next === null)
    return enabled
      ? 'the first threshold is 0, so no collection starts by itself.'
      : 'the collector is disabled, so no collection starts by itself.';
  return (
    `the next collection takes generation ${next.generation} and comes ` +
    `in ${count(next.allocations, 'net allocation')}.`
  );
}

function quarterRule(rows: readonly Row[]): string[] {
  const rule = rows.find(({ waiting }) => waiting.generation === 2)?.waiting.quarterRule;
  if (!rule) return [];
  if (rule.hasRun === false)
    return [
      `The quarter rule: no full collection has run, so the first one is not skipped, ` +
        `whatever of the ${decimal(rule.oldObjects)} old objects is new.`,
    ];
  return [
    `The quarter rule holds for any thresholds: a full collection is skipped unless ` +
      `${decimal(rule.newObjectsNeeded)} of the ${decimal(rule.oldObjects)} old objects are new.`,
  ];
}

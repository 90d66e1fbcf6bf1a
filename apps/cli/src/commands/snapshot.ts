import {
  difference,
  findDominators,
  findGarbage,
  findHolders,
  findWaiting,
  garbageCycles,
  type HeapSnapshot,
  largestRetained,
  objectName,
  summarize,
} from '@memstrata/gengc/snapshot';
import { bytes, count, decimal, size, wrap } from '@memstrata/scenarios/view';
import { type Command, Option } from 'commander';
import { InputError, UsageError } from '../failure.ts';
import { didYouMean } from '../nearest.ts';
import { wholeNumber } from '../number-option.ts';
import type { Session } from '../session.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import { overview, summaryLines } from '../snapshot-report.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface SnapshotOptions {
  readonly holders?: string;
  readonly dominators?: boolean;
  readonly diff?: string;
  readonly top: number;
  readonly json?: boolean;
}

export function registerSnapshot(program: Command, session: Session): void {
  program
    .command('snapshot')
    .summary('what is in the heap of a Python process')
    .description(
      'Reads a heap that capture.py wrote (see memstrata capture): live, unreachable and waiting ' +
        'objects by type and generation, garbage cycles, and why the garbage still waits.',
    )
    .argument('<file>', 'HEAP.jsonl, plain or gzip')
    .option('--holders <type>', 'what holds the objects of this type, as chains of references')
    .option('--dominators', 'the objects that keep most memory alive')
    .option('--diff <after>', 'what changed from this file to another, type by type')
    .addOption(new Option('--top <n>', 'rows of each table').argParser(wholeNumber(1)).default(10))
    .option('--json', 'print one JSON object')
    .action((file: string, options: SnapshotOptions) => snapshot(session.terminal, file, options));
}

async function snapshot(terminal: Terminal, file: string, options: SnapshotOptions): Promise<void> {
  const { holders, dominators, diff, top } = options;
  if ([holders, dominators, diff].filter((asked) => asked !== undefined).length > 1)
    throw new UsageError('expected one of --holders, --dominators and --diff');
  const heap = await readSnapshotFile(file, terminal);
  const answer =
    diff !== undefined
      ? compared(heap, await readSnapshotFile(diff, terminal), top)
      : holders !== undefined
        ? held(file, heap, holders, top)
        : dominators
          ? dominating(heap, top)
          : everything(heap, top);
  if (options.json) terminal.json({ file, python: heap.header.python, ...answer.data });
  else terminal.lines(answer.lines(terminal.columns));
}

interface SnapshotAnswer {
  readonly data: object;
  lines(columns: number): readonly string[];
}

function everything(heap: HeapSnapshot, top: number): SnapshotAnswer {
  const garbage = findGarbage(heap);
  const summary = summarize(heap, garbage);
  const cycles = garbageCycles(heap, garbage);
  const waiting = findWaiting(heap);
  const groups = cycles.groups.slice(0, top);
  const types = summary.types.slice(0, top);
  return {
    data: { summary: { ...summary, types }, cycles: groups, waiting },
    lines: (columns) => [
      ...overview(heap, summary),
      '',
      ...summaryLines(types, summary.generations, groups, waiting, columns),
    ],
  };
}

function held(file: string, heap: HeapSnapshot, type: string, top: number): SnapshotAnswer {
  if (!heap.types.includes(type))
    throw new InputError(`${file}: no object of type ${type}${didYouMean(type, heap.types)}`);
  const found = findHolders(heap, findGarbage(heap), type, top);
  const more = found.clusterCount - found.clusters.length;
  return {
    data: found,
    lines: (columns) => [
      `${count(found.objects, 'object')} of ${type}, ${decimal(found.unreachable)} of them unreachable`,
      ...found.clusters.flatMap(({ objects, bytes: held, sentence }) => [
        '',
        `${count(objects, 'object')}, ${bytes(held, 'en')}, held by`,
        ...wrap(`  ${sentence}`, columns, 4),
      ]),
      ...(more > 0 ? ['', `and in ${count(more, 'other way')} (--top)`] : []),
    ],
  };
}

function dominating(heap: HeapSnapshot, top: number): SnapshotAnswer {
  const dominators = findDominators(heap, findGarbage(heap));
  const rows = largestRetained(dominators, top).map((object) => ({
    object,
    name: objectName(heap, object),
    retained: dominators.retained[object] ?? 0,
  }));
  return {
    data: { dominators: rows },
    lines: () =>
      table(
        [{ title: 'keeps alive', align: 'right' }, { title: 'object' }],
        rows.map(({ name, retained }) => [size(retained, 'en'), name]),
      ),
  };
}

function compared(before: HeapSnapshot, after: HeapSnapshot, top: number): SnapshotAnswer {
  const [earlier, later] = [before, after].map((heap) => summarize(heap, findGarbage(heap))) as [
    ReturnType<typeof summarize>,
    ReturnType<typeof summarize>,
  ];
  const changes = difference(earlier, later);
  const signed = (value: number): string => `${value > 0 ? '+' : ''}${decimal(value)}`;
  return {
    data: { changes },
    lines: () =>
      table(
        [
          { title: 'bytes', align: 'right' },
          { title: 'objects', align: 'right' },
          { title: 'unreachable', align: 'right' },
          { title: 'type' },
        ],
        changes
          .slice(0, top)
          .map(({ type, objects, bytes: amount, unreachable }) => [
            ...[amount, objects, unreachable].map(([from, to]) => signed(to - from)),
            type,
          ]),
      ),
  };
}

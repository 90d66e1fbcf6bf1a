import {
  difference,
  findGarbage,
  findHolders,
  findWaiting,
  garbageCycles,
  type HeapSnapshot,
  summarize,
} from '@memstrata/gengc/snapshot';
import { type PythonVersion, pythonVersions } from '@memstrata/refcount';
import { bytes, count, decimal, wrap } from '@memstrata/scenarios/view';
import { type Command, Option } from 'commander';
import { UsageError } from '../failure.ts';
import { wholeNumber } from '../number-option.ts';
import type { Session } from '../session.ts';
import type { SnapshotAnswer } from '../snapshot/answer.ts';
import { type Thresholds, thresholds } from '../snapshot/counters.ts';
import { dominating } from '../snapshot/dominating.ts';
import { replayed } from '../snapshot/replay.ts';
import { typeNamed } from '../snapshot/type-name.ts';
import { whatIf } from '../snapshot/what-if.ts';
import { readSnapshotFile } from '../snapshot-file.ts';
import { overview, summaryLines } from '../snapshot-report.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

interface SnapshotOptions {
  readonly holders?: string;
  readonly dominators?: boolean;
  readonly diff?: string;
  readonly replay?: string;
  readonly python?: PythonVersion;
  readonly thresholds?: Thresholds;
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
    .option('--dominators', 'the types and the objects that keep most memory alive')
    .option('--diff <after>', 'what changed from this file to another, type by type')
    .option('--replay <type|id>', 'gc.collect() phase by phase on a few objects around this one')
    .addOption(
      new Option(
        '--thresholds <a,b,c>',
        'what if: when would the garbage go under these',
      ).argParser(thresholds),
    )
    .addOption(
      new Option(
        '--python <version>',
        'what if: under this version’s; with --replay, whose rules',
      ).choices(pythonVersions),
    )
    .addOption(new Option('--top <n>', 'rows of each table').argParser(wholeNumber(1)).default(10))
    .option('--json', 'print one JSON object')
    .action((file: string, options: SnapshotOptions) => snapshot(session.terminal, file, options));
}

async function snapshot(terminal: Terminal, file: string, options: SnapshotOptions): Promise<void> {
  refuseMixed(options);
  const heap = await readSnapshotFile(file, terminal);
  const answer =
    options.diff === undefined
      ? about(file, heap, options)
      : compared(heap, await readSnapshotFile(options.diff, terminal), options.top);
  if (options.json) terminal.json({ file, python: heap.header.python, ...answer.data });
  else terminal.lines(answer.lines(terminal.columns));
}

/** @throws UsageError if two questions are asked at once. */
function refuseMixed(options: SnapshotOptions): void {
  const { holders, dominators, diff, replay, python, thresholds } = options;
  const asked = [holders, dominators, diff, replay].filter((each) => each !== undefined);
  if (asked.length > 1)
    throw new UsageError('expected one of --holders, --dominators, --diff and --replay');
  const isOfReplay = replay !== undefined && thresholds === undefined;
  if (asked.length === 1 && !isOfReplay && (python ?? thresholds) !== undefined)
    throw new UsageError(
      replay === undefined
        ? '--python and --thresholds ask a question of their own: leave out the other'
        : '--replay is of one collection, whatever started it: leave out --thresholds',
    );
}

function about(file: string, heap: HeapSnapshot, options: SnapshotOptions): SnapshotAnswer {
  const { holders, dominators, replay, python, thresholds, top } = options;
  if (holders !== undefined) return held(file, heap, holders, top);
  if (dominators) return dominating(heap, top);
  if (replay !== undefined) return replayed(file, heap, { about: replay, atMost: top, python });
  if (python === undefined && thresholds === undefined) return everything(heap, top);
  return whatIf(file, heap, {
    ...(python ? { python } : {}),
    ...(thresholds ? { thresholds } : {}),
  });
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

function held(file: string, heap: HeapSnapshot, name: string, top: number): SnapshotAnswer {
  const type = typeNamed(file, heap, name);
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

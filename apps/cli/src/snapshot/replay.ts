/** A collection on a piece of a real heap, told phase by phase. */
import {
  type CutObject,
  cutAround,
  Fate,
  findGarbage,
  type HeapCut,
  type HeapSnapshot,
  isCandidate,
  typeOf,
} from '@memstrata/gengc/snapshot';
import {
  type ReplayEvent,
  type ReplayFate,
  type ReplayPhase,
  type ReplayStep,
  replayCut,
} from '@memstrata/gengc/what-if';
import type { PythonVersion } from '@memstrata/refcount';
import { count, decimal, wrap } from '@memstrata/scenarios/view';
import { InputError } from '../failure.ts';
import { table } from '../table.ts';
import type { SnapshotAnswer } from './answer.ts';
import { versionOf } from './counters.ts';
import { typeNamed } from './type-name.ts';

export interface ReplayRequest {
  /** A type with its module, or the number of an object. */
  readonly about: string;
  /** Objects in the cut. */
  readonly atMost: number;
  /** Whose rules. @defaultValue those of the interpreter the heap is of */
  readonly python: PythonVersion | undefined;
}

/** @throws InputError if there is no such object, or none that the collector examines. */
export function replayed(file: string, heap: HeapSnapshot, request: ReplayRequest): SnapshotAnswer {
  const { about, atMost } = request;
  const python = request.python ?? versionOf(file, heap);
  const garbage = findGarbage(heap);
  const object = /^\d+$/.test(about)
    ? numbered(file, heap, Number(about))
    : ofType(file, heap, garbage.fate, about);
  const cut = cutAround(heap, garbage, object, atMost);
  const steps = replayCut(cut, python);
  return {
    data: { replay: { about: object, python, cut, steps } },
    lines: (columns) => [
      ...wrap(
        `gc.collect() by the rules of CPython ${python} on ${count(cut.objects.length, 'object')} ` +
          `around object ${object}, ${typeOf(heap, object)}`,
        columns,
      ),
      '',
      ...cutLines(cut, columns),
      ...steps.flatMap((step) => ['', ...phaseLines(step, cut, columns)]),
    ],
  };
}

function numbered(file: string, heap: HeapSnapshot, object: number): number {
  if (object >= heap.objectCount)
    throw new InputError(
      `${file}: no object ${object}: there are ${decimal(heap.objectCount)}, from 0`,
    );
  if (isCandidate(heap, object)) return object;
  throw new InputError(
    `${file}: object ${object}, ${typeOf(heap, object)}, is on no list of the collector`,
  );
}

/** The first of the type that is unreachable, or the first. */
function ofType(file: string, heap: HeapSnapshot, fate: Uint8Array, name: string): number {
  const type = typeNamed(file, heap, name);
  const number = heap.types.indexOf(type);
  let first = -1;
  for (let object = 0; object < heap.objectCount; object++) {
    if (heap.type[object] !== number || !isCandidate(heap, object)) continue;
    if (fate[object] === Fate.GARBAGE) return object;
    if (first < 0) first = object;
  }
  if (first >= 0) return first;
  throw new InputError(`${file}: no object of type ${type} is on a list of the collector`);
}

/** Objects are counted from 1 here: `#1` is the one asked for. */
const mark = (index: number): string => `#${index + 1}`;

const REST = 'the garbage left out here';

function cutLines({ objects }: HeapCut, columns: number): string[] {
  const rest = objects.some(({ leftOut }) => leftOut > 0)
    ? [`  ${mark(objects.length)} ${REST}, as one object`]
    : [];
  return [...objects.flatMap((each, index) => wrap(objectLine(each, index), columns, 5)), ...rest];
}

function objectLine(object: CutObject, index: number): string {
  const { name, generation, refers, outside, hasFinalizer } = object;
  const to = refers.map((reference) => `${mark(reference.to)} (${reference.name ?? 'unnamed'})`);
  const facts = [
    ...(generation >= 0 && generation <= 2 ? [`generation ${generation}`] : []),
    ...(hasFinalizer ? ['has a finalizer'] : []),
    ...(outside > 0 ? [`${count(outside, 'reference')} from outside`] : []),
    ...(to.length > 0 ? [`refers to ${to.join(', ')}`] : []),
  ];
  return `  ${mark(index)} ${name}: ${facts.join('; ') || 'refers to nothing here'}`;
}

const TITLES: Readonly<Record<ReplayPhase, string>> = {
  copy: 'Copy the counts',
  subtract: 'Subtract the references among the candidates',
  separate: 'Separate the unreachable',
  finalize: 'Finalizers',
  'look-again': 'Look again: did a finalizer save something?',
  clear: 'Clear',
};

const FATES: Readonly<Record<ReplayFate, string>> = {
  candidate: '',
  reachable: 'reachable',
  'set-aside': 'set aside',
  finalized: 'finalizer has run',
  freed: 'freed',
};

function phaseLines(step: ReplayStep, cut: HeapCut, columns: number): string[] {
  return [
    TITLES[step.phase],
    ...sentences(step.events).flatMap((text) => wrap(`  ${text}`, columns, 4)),
    ...rowsTable(step, cut),
  ];
}

const rowsTable = ({ rows }: ReplayStep, { objects }: HeapCut): string[] =>
  table(
    [
      { title: '  object' },
      { title: 'count', align: 'right' },
      { title: 'from candidates', align: 'right' },
      { title: 'left', align: 'right' },
      { title: '' },
    ],
    rows.map(({ refcount, inner, fate }, index) => [
      `  ${mark(index)} ${objects[index]?.type ?? REST}`,
      decimal(refcount),
      decimal(inner),
      decimal(refcount - inner),
      FATES[fate],
    ]),
  );

/** What happened, the same to several in one sentence; copying is told by the table alone. */
function sentences(events: readonly ReplayEvent[]): readonly string[] {
  const told: string[] = [];
  for (let at = 0; at < events.length; ) {
    let end = at + 1;
    while (isLike(events[at] as ReplayEvent, events[end])) end++;
    told.push(sentence(events.slice(at, end)));
    at = end;
  }
  return told.filter((text) => text !== '');
}

/** May both be told in one sentence? */
function isLike(one: ReplayEvent, other: ReplayEvent | undefined): boolean {
  if (one.type !== other?.type || one.type === 'rescued') return false;
  if (one.type !== 'reference-subtracted' || one.type !== other.type) return true;
  return one.referrer === other.referrer && one.referent === other.referent;
}

function sentence(events: readonly ReplayEvent[]): string {
  const [event] = events as readonly [ReplayEvent];
  const objects = events
    .flatMap((each) => ('object' in each ? [mark(each.object)] : []))
    .join(', ');
  const isOne = events.length === 1;
  switch (event.type) {
    case 'count-copied':
      return '';
    case 'reference-subtracted':
      return subtracted(event, events);
    case 'found-reachable':
      return `Something is left of ${objects}: held from outside, so reachable.`;
    case 'set-aside':
      return `Nothing is left of ${objects}: set aside.`;
    case 'rescued':
      return `${objects} is referred to by ${mark(event.by)}, which is reachable: rescued.`;
    case 'finalized':
      return isOne
        ? `The finalizer of ${objects} runs.`
        : `The finalizers of ${objects} run, one after another.`;
    case 'cleared':
      return isOne
        ? `${objects} lets go of all it refers to.`
        : `${objects} let go of all they refer to.`;
    case 'deallocated':
      return `${objects} ${isOne ? 'comes' : 'come'} to a count of 0 and ${isOne ? 'is' : 'are'} freed.`;
  }
}

function subtracted(
  { referrer, referent }: Extract<ReplayEvent, { type: 'reference-subtracted' }>,
  events: readonly ReplayEvent[],
): string {
  const last = events.at(-1);
  const left = last?.type === 'reference-subtracted' ? last.externalRefs : 0;
  const times = events.length > 1 ? `, ${events.length} times` : '';
  return `${mark(referrer)} refers to ${mark(referent)}${times}: ${decimal(left)} left.`;
}

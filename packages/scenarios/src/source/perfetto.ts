/**
 * A replay as a trace for Perfetto's viewer: Trace Event JSON, one microsecond an event.
 * Source: Google, Trace Event Format (the fields `ph`, `ts`, `dur`, `pid`, `tid`, `name`, `args`).
 */
import { phaseName } from '../explain/phases.ts';
import type { Language } from '../language.ts';
import type { Moment } from '../machine/moment.ts';
import type { MachineState } from '../machine/state.ts';
import { statement } from './statement.ts';

/** One event of a trace; `ts` and `dur` in microseconds. */
export interface TraceEvent {
  readonly name: string;
  /** `X` a slice with its length, `i` an instant, `C` counters, `M` a name for a process or thread. */
  readonly ph: 'X' | 'i' | 'C' | 'M';
  readonly ts: number;
  readonly dur?: number;
  readonly pid: number;
  readonly tid: number;
  readonly cat?: string;
  /** An instant's scope: the thread. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, number | string>>;
}

/** A whole trace, ready for `JSON.stringify`. */
export interface Trace {
  readonly displayTimeUnit: 'ns';
  readonly traceEvents: readonly TraceEvent[];
}

const PID = 1;

/** A track for each kind of slice. */
const tracks = { steps: 1, calls: 2, collections: 3 } as const;

const trackNames = { 1: 'program', 2: 'calls', 3: 'collections' } as const;

/**
 * The moments of a replay as a trace: steps, calls and collections as slices, faults as instants, bytes in
 * use and generations as counters. Time is the number of events, since the machine has no clock.
 *
 * @param language - of the phases' names. @defaultValue `'en'`
 *
 * @example
 * ```ts
 * import { replay } from '@memstrata/scenarios';
 * import { library } from '@memstrata/scenarios/library';
 * import { toPerfetto } from '@memstrata/scenarios/source';
 *
 * const { traceEvents } = toPerfetto(replay(library['malloc-split']));
 * console.log(traceEvents.find(({ ph }) => ph === 'X')?.name); // → a = malloc(24);
 * ```
 */
export function toPerfetto(moments: Iterable<Moment>, language: Language = 'en'): Trace {
  const events: TraceEvent[] = [];
  const open: { readonly name: string; readonly ts: number }[] = [];
  let ts = 0;
  for (const moment of moments) {
    const dur = Math.max(1, moment.events.length);
    events.push(...slices(moment, ts, dur, language));
    follow(moment, ts, open, events);
    ts += dur;
    events.push(...counters(moment.state, ts));
    if (moment.fault) {
      const { name, message } = moment.fault;
      events.push({
        ...at(ts, tracks.steps),
        name,
        ph: 'i',
        s: 't',
        cat: 'fault',
        args: { message },
      });
    }
  }
  for (const call of open.toReversed()) events.push(slice(call.name, call.ts, ts, tracks.calls));
  const ordered = events.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  return { displayTimeUnit: 'ns', traceEvents: [...names(), ...ordered] };
}

const at = (ts: number, tid: number): Pick<TraceEvent, 'ts' | 'pid' | 'tid'> => ({
  ts,
  pid: PID,
  tid,
});

const slice = (name: string, from: number, to: number, tid: number): TraceEvent => ({
  ...at(from, tid),
  name,
  ph: 'X',
  dur: Math.max(1, to - from),
});

const names = (): readonly TraceEvent[] => [
  { ...at(0, 0), name: 'process_name', ph: 'M', args: { name: 'memstrata' } },
  ...Object.entries(trackNames).map(([tid, name]): TraceEvent => {
    return { ...at(0, Number(tid)), name: 'thread_name', ph: 'M', args: { name } };
  }),
];

/** The step; a phase of a collection that is a moment of its own stands on the track of collections too. */
function slices(
  { step, phase }: Moment,
  ts: number,
  dur: number,
  language: Language,
): readonly TraceEvent[] {
  const made = [slice(statement(step), ts, ts + dur, tracks.steps)];
  if (phase !== null)
    made.push(slice(phaseName(phase, language), ts, ts + dur, tracks.collections));
  return made;
}

/** Calls that begin and end, and collections that are one moment. */
function follow(
  { events, phase }: Moment,
  start: number,
  open: { readonly name: string; readonly ts: number }[],
  found: TraceEvent[],
): void {
  let begun: { readonly name: string; readonly ts: number } | null = null;
  for (const [index, event] of events.entries()) {
    const ts = start + index;
    if (event.type === 'called') open.push({ name: event.function, ts });
    if (event.type === 'returned') {
      const call = open.pop();
      if (call) found.push(slice(call.name, call.ts, ts + 1, tracks.calls));
    }
    if (event.type === 'collection-started')
      begun = { name: `collection of generation ${event.generation}`, ts };
    if (event.type === 'collection-finished' && begun && phase === null) {
      found.push(slice(begun.name, begun.ts, ts + 1, tracks.collections));
      begun = null;
    }
  }
}

/** What is in use after a moment. */
function counters(state: MachineState, ts: number): readonly TraceEvent[] {
  const { chunks, pools, arenas, objects, generations } = state;
  const used = chunks.filter((chunk) => chunk.state === 'used');
  const total = (sizes: readonly number[]): number => sizes.reduce((sum, each) => sum + each, 0);
  const counter = (name: string, args: Readonly<Record<string, number>>): TraceEvent => ({
    ...at(ts, 0),
    name,
    ph: 'C',
    args,
  });
  return [
    counter('live bytes', {
      bytes:
        total(used.map(({ size }) => size)) +
        total(pools.map((pool) => pool.used * pool.blockSize)),
    }),
    counter('heap bytes', {
      bytes:
        total(chunks.map(({ size }) => size)) + total(arenas.map(({ start, end }) => end - start)),
    }),
    counter('objects', { objects: objects.length }),
    ...generations.map(({ generation, count }) => counter(`generation ${generation}`, { count })),
  ];
}

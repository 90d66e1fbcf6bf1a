import { type Answer, coreQuestionName, isQuestion, observation } from '../observe.ts';
import { changedKeys, diff } from '../patch.ts';
import type { Step } from '../program/program.ts';
import type { MachineEvent, ProgramEvent } from './events.ts';
import { faultOf } from './fault.ts';
import { Heap } from './heap.ts';
import type { Fault, Moment } from './moment.ts';
import { Names } from './names.ts';
import { giveName } from './naming.ts';
import { Objects } from './objects.ts';
import { operate } from './operations.ts';
import type { MachineParts } from './parts.ts';
import type { Layers, PoolPart, ProcessPart, PythonOperations, WaysPart } from './process-part.ts';
import type { MachineOptions } from './profile.ts';
import { emptyState, type MachineState } from './state.ts';
import { Tally } from './tally.ts';
import type { Phase, Trial } from './trial.ts';

/**
 * The models behind one clock. Performs validated steps one by one; a model's typed error becomes the
 * moment's fault, after which the machine stands still.
 *
 * @example
 * ```ts
 * import { Machine, memory } from '@memstrata/scenarios';
 *
 * const machine = new Machine();
 * const moment = machine.perform(memory.malloc('a', 24));
 * console.log(moment.events.map((event) => event.type).join(' ')); // → padded split allocated pointed
 * ```
 */
export class Machine implements MachineParts {
  readonly names: Names = new Names();
  readonly heap: Heap;
  readonly objects: Objects;
  readonly process: ProcessPart | null;
  readonly pools: PoolPart | null;
  readonly #total: Tally = new Tally();
  readonly python: PythonOperations | null;
  readonly #trial: Trial | null;
  readonly #showsWork: boolean;
  readonly #ways: WaysPart | null;
  readonly #hasPlaces: boolean;
  #events: MachineEvent[] = [];
  #told: string[] = [];
  /** The turns of a loop are summed up here instead of being announced. */
  #loop: Tally | null = null;
  #step: Step | null = null;
  #isSplit = false;
  /** Moments of the step so far, when it is split. */
  #parts: Moment[] = [];
  #state: MachineState = emptyState;
  #performed = 0;
  #stopped = false;

  /** @param layers - models besides heap and objects; a process needs its own. */
  constructor(options: MachineOptions = {}, layers: Layers = {}) {
    this.python = layers.python ?? null;
    this.#trial = layers.trial?.() ?? null;
    this.#showsWork = options.python?.ledger ?? false;
    this.#hasPlaces = options.python?.places ?? true;
    this.heap = new Heap(
      options.heap ?? {},
      (event) => this.#hear({ ...event, model: 'allocator' }),
      layers.glibc,
    );
    this.process =
      layers.process?.(options.process ?? {}, {
        names: this.names,
        heap: this.heap,
        announce: (event) => this.#hear({ ...event, model: 'segments' }),
        replaceLast: (event) => this.#events.splice(-1, 1, { ...event, model: 'segments' }),
        reportDangling: (pointer) => this.reportDangling(pointer),
        reportLeak: (pointer) => this.reportLeak(pointer),
      }) ?? null;
    const python = options.python ?? {};
    this.#ways = (python.ways && layers.ways?.(python.version ?? '3.13')) || null;
    const { process } = this;
    this.pools = process
      ? (layers.pools?.(python.version ?? '3.13', {
          pages: () => process.pages(),
          announce: (event) => this.#hear({ ...event, model: 'pymalloc' }),
        }) ?? null)
      : null;
    this.objects = new Objects(python, this.pools ?? this.heap, {
      announce: (event) => this.#hear(event),
      tell: (label) => {
        this.#told.push(label);
        this.announce({ type: 'told', label });
      },
      save: (name, object) => {
        this.objects.incref(object);
        giveName(this, name, object);
      },
    });
    this.#read();
  }

  announce(event: ProgramEvent): void {
    this.#hear({ ...event, model: 'program' });
  }

  get collections(): readonly [number, number, number] {
    return this.#total.collections;
  }

  takeTold(): readonly string[] {
    return this.#told.splice(0);
  }

  splitByPhase(): void {
    this.#isSplit = true;
  }

  beginStatement(): void {
    this.#total.begin();
  }

  loop(times: number, turn: () => void): void {
    const sums = new Tally();
    this.#loop = sums;
    for (let left = times; left > 0; left--) turn();
    this.#loop = null;
    const { created, deallocated, collections, collected, postponed } = sums;
    const said = { created, deallocated, collections, collected, postponed };
    this.announce({ type: 'repeated', times, ...said });
  }

  /** Counts an event; between the turns of a loop that is all. */
  #hear(event: MachineEvent): void {
    if (!this.#loop) this.#follow(event);
    this.#total.add(event);
    if (this.#loop) {
      this.#loop.add(event);
      return;
    }
    if (event.model === 'refcount' && event.type === 'deallocated')
      this.#trial?.deallocated(event.object);
    this.#events.push(event);
  }

  /** Where a collection is; split by phase, the phase that ends becomes a moment. */
  #follow(event: MachineEvent): void {
    const trial = this.#trial;
    if (!trial) return;
    const isCollector = event.model === 'gengc';
    const ends = isCollector ? trial.opens(event) : event.model === 'refcount' && trial.onlyLooks;
    if (ends && this.#isSplit) this.#cut();
    if (isCollector) trial.add(event);
    else if (ends) trial.phase = null;
  }

  /** Ends the moment of one phase; the next begins. */
  #cut(): void {
    if (!this.#step || this.#events.length === 0) return;
    this.#parts.push(this.#moment(this.#step, undefined, null, this.#trial?.phase ?? null));
    this.#events = [];
  }

  /** The variables that lead to memory which is no longer the program's dangle. */
  reportDangling(pointer: number): void {
    for (const name of this.names.dangle(pointer))
      this.announce({ type: 'left-dangling', name, pointer });
  }

  /** A chunk still in use that no variable leads to any more is leaked. */
  reportLeak(pointer: number | null): void {
    if (pointer === null || this.names.held().has(pointer)) return;
    const { blocks, usable } = this.heap.live(new Set([pointer]));
    if (blocks > 0) this.announce({ type: 'leaked', pointer, usable });
  }

  /** Whether a fault has ended the program. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Performs one step. Cost: the step, and one reading of the models' state. */
  perform(step: Step): Moment {
    const moments = this.performParts(step);
    const last = moments.at(-1);
    if (!last) throw new Error('A step is at least one moment.');
    return last;
  }

  /** Performs one step; a collection that is looked at by phase takes several moments, any other step one. */
  performParts(step: Step): readonly Moment[] {
    if (this.#stopped) throw new Error('The program has ended with a fault; start a new machine.');
    this.#events = [];
    this.#parts = [];
    this.#step = step;
    this.#isSplit = false;
    this.#total.begin();
    this.#trial?.begin();
    const { answer, fault } = this.#try(step);
    this.#ways?.perform(step);
    this.#stopped = fault !== null;
    const phase = this.#isSplit ? (this.#trial?.phase ?? null) : null;
    return [...this.#parts, this.#moment(step, answer, fault, phase)];
  }

  #moment(
    step: Step,
    answer: Answer | undefined,
    fault: Fault | null,
    phase: Phase | null,
  ): Moment {
    const changed = this.#read();
    return Object.freeze({
      index: this.#performed++,
      step,
      phase,
      events: Object.freeze(this.#events),
      state: this.#state,
      changed,
      observation:
        isQuestion(step) && answer !== undefined
          ? observation(step, answer, this.process?.questionName(step) ?? coreQuestionName(step))
          : null,
      fault,
    });
  }

  /** The only place that catches a model's error. */
  #try(step: Step): { readonly answer: Answer | undefined; readonly fault: Fault | null } {
    try {
      return { answer: operate(this, step), fault: null };
    } catch (error) {
      return { answer: undefined, fault: this.process?.faultOf(error) ?? faultOf(error) };
    }
  }

  /** Reads the models; tables without a change stay the same. Answers with the keys of the rows that changed. */
  #read(): readonly string[] {
    const names = this.names.rows();
    const reachable = this.names.held();
    for (const block of this.objects.blocks()) reachable.add(block);
    const read: MachineState = {
      ...emptyState,
      names,
      chunks: this.#hasPlaces ? this.heap.rows(reachable) : [],
      objects: this.objects.rows(names),
      generations: this.objects.generationRows(),
      ...this.process?.rows(),
      ...this.pools?.rows(),
      candidates: this.#trial?.rows() ?? [],
      work: this.#showsWork ? this.#total.rows() : [],
      ways: this.#ways?.rows() ?? [],
    };
    const patch = diff(this.#state, read);
    const renewed = patch.map(({ table }) => [table, read[table]]);
    this.#state = Object.freeze({ ...this.#state, ...Object.fromEntries(renewed) });
    return changedKeys(patch);
  }
}

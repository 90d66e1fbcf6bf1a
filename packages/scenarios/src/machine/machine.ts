import { type Answer, isQuestion, observation } from '../observe.ts';
import { changedKeys, diff } from '../patch.ts';
import type { Step } from '../program/program.ts';
import type { MachineEvent, ProgramEvent } from './events.ts';
import { faultOf } from './fault.ts';
import { Heap } from './heap.ts';
import type { Fault, Moment } from './moment.ts';
import { Names } from './names.ts';
import { Objects } from './objects.ts';
import { operate } from './operations.ts';
import type { MachineParts } from './parts.ts';
import type { Layers, ProcessPart } from './process-part.ts';
import type { MachineOptions } from './profile.ts';
import { emptyState, type MachineState } from './state.ts';

const { process, mappings, frames, frameSlots, variables } = emptyState;
const noProcess = { process, mappings, frames, frameSlots, variables };

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
  #events: MachineEvent[] = [];
  #state: MachineState = emptyState;
  #performed = 0;
  #stopped = false;

  /** @param layers - models besides heap and objects; a process needs its own. */
  constructor(options: MachineOptions = {}, layers: Layers = {}) {
    this.heap = new Heap(options.heap ?? {}, (event) =>
      this.#events.push({ ...event, model: 'allocator' }),
    );
    this.objects = new Objects(options.python ?? {}, this.heap, (event) =>
      this.#events.push(event),
    );
    this.process =
      layers.process?.(options.process ?? {}, {
        names: this.names,
        heap: this.heap,
        announce: (event) => this.#events.push({ ...event, model: 'segments' }),
        replaceLast: (event) => this.#events.splice(-1, 1, { ...event, model: 'segments' }),
        reportLeak: (pointer) => this.reportLeak(pointer),
      }) ?? null;
    this.#read();
  }

  announce(event: ProgramEvent): void {
    this.#events.push({ ...event, model: 'program' });
  }

  /** A chunk still in use that no variable leads to any more is leaked. */
  reportLeak(pointer: number | null): void {
    if (pointer === null || this.names.holders('pointer', pointer).length > 0) return;
    const usable = this.heap.liveSize(pointer);
    if (usable !== null) this.announce({ type: 'leaked', pointer, usable });
  }

  /** Whether a fault has ended the program. */
  get stopped(): boolean {
    return this.#stopped;
  }

  /** Performs one step. Cost: the step, and one reading of the models' state. */
  perform(step: Step): Moment {
    if (this.#stopped) throw new Error('The program has ended with a fault; start a new machine.');
    this.#events = [];
    const { answer, fault } = this.#try(step);
    this.#stopped = fault !== null;
    const changed = this.#read();
    return Object.freeze({
      index: this.#performed++,
      step,
      events: Object.freeze(this.#events),
      state: this.#state,
      changed,
      observation: isQuestion(step) && answer !== undefined ? observation(step, answer) : null,
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
    const reachable = new Set(this.objects.blocks());
    for (const { kind, value } of names)
      if (kind === 'pointer' && value !== null) reachable.add(value);
    const read: MachineState = {
      names,
      chunks: this.heap.rows(reachable),
      objects: this.objects.rows(names),
      generations: this.objects.generationRows(),
      ...(this.process?.rows() ?? noProcess),
    };
    const patch = diff(this.#state, read);
    const renewed = patch.map(({ table }) => [table, read[table]]);
    this.#state = Object.freeze({ ...this.#state, ...Object.fromEntries(renewed) });
    return changedKeys(patch);
  }
}

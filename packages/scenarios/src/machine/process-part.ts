import type { Answer, QuestionStep } from '../observe.ts';
import type { ProcessStep } from '../program/process.ts';
import type { PythonOp, StepOf } from '../program/program.ts';
import type { Heap } from './heap.ts';
import type { Fault } from './moment.ts';
import type { Names } from './names.ts';
import type { MachineParts } from './parts.ts';
import type { ProcessEvent } from './process/events.ts';
import type { ProcessOptions } from './profile.ts';
import type { MachineState } from './state.ts';
import type { Trial } from './trial.ts';

/** What a process needs of the machine it belongs to. */
export interface ProcessHost {
  readonly names: Names;
  readonly heap: Heap;
  announce(event: ProcessEvent): void;
  /** The event announced last in this step, to be replaced by one that tells more. */
  replaceLast(event: ProcessEvent): void;
  /** The memory at this address is no longer the program's: variables that lead there dangle. */
  reportDangling(pointer: number): void;
  /** A variable that held this address is gone. */
  reportLeak(pointer: number | null): void;
}

/** The tables that tell of a process. */
export type ProcessState = Pick<
  MachineState,
  'process' | 'mappings' | 'frames' | 'frameSlots' | 'variables'
>;

/** The process of a machine. */
export interface ProcessPart {
  perform(step: ProcessStep): Answer | undefined;
  /** A question in words. */
  questionName(step: QuestionStep): string;
  /** A pointer variable has got an address from the heap: it is stored where the variable lies. */
  keep(name: string, pointer: number | null): void;
  rows(): ProcessState;
  /** The process's own errors as plain data; null for any other error. */
  faultOf(error: unknown): Fault | null;
}

/** Makes the process of a machine; a machine without it performs no process steps. */
export type ProcessLayer = (options: ProcessOptions, host: ProcessHost) => ProcessPart;

/** Operations of Python programs besides those on names and instances. */
export type PythonOperations = {
  readonly [O in PythonOp]: (machine: MachineParts, step: StepOf<O>) => Answer | undefined;
};

/** Models that a machine has besides its heap and its objects. */
export interface Layers {
  readonly process?: ProcessLayer;
  /** Follows each collection; a machine without it shows no candidates and splits no collection. */
  readonly trial?: () => Trial;
  /** The operations on built-in values and of the `gc` module. */
  readonly python?: PythonOperations;
}

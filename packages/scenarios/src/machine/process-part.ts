import type { PythonVersion } from '@memstrata/refcount';
import type { Answer, QuestionStep } from '../observe.ts';
import type { ProcessStep } from '../program/process-steps.ts';
import type { PythonOp, Step, StepOf } from '../program/program.ts';
import type { GlibcLayer, Heap } from './heap.ts';
import type { Fault } from './moment.ts';
import type { Names } from './names.ts';
import type { MachineParts } from './parts.ts';
import type { PoolEvent } from './pools/events.ts';
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
  /** What a layer that lives in the process asks the kernel for; a program of Python alone runs in an interpreter's. */
  pages(): Pages;
  /** The process's own errors as plain data; null for any other error. */
  faultOf(error: unknown): Fault | null;
}

/** Makes the process of a machine; a machine without it performs no process steps. */
export type ProcessLayer = (options: ProcessOptions, host: ProcessHost) => ProcessPart;

/** What a process asks the kernel for. */
export interface Pages {
  /** The address of so many bytes, readable and writable; null when the kernel refuses. */
  map(bytes: number): number | null;
  unmap(start: number, bytes: number): void;
  /** The program has stored into these bytes: their pages have memory now; answers how many had none. */
  touch(start: number, end: number): number;
  /** What happens here in the meantime is not announced. */
  quietly(work: () => void): void;
}

/** Where objects have their memory. */
export interface ObjectMemory {
  /** The address of so many bytes, or null. */
  malloc(size: number): number | null;
  free(address: number | null): void;
  /** Key of the row that shows what `malloc` answered. */
  keyOf(address: number): string;
}

/** The tables that tell of arenas. */
export type PoolState = Pick<MachineState, 'arenas' | 'pools' | 'blocks' | 'crowds'>;

/** Arenas, pools and blocks. */
export interface PoolPart extends ObjectMemory {
  makeCrowd(name: string, className: string, bytes: number, objects: number): void;
  shrinkCrowd(name: string, isKept: (index: number) => boolean): void;
  arenaTenths(name: string): number;
  readonly arenaCount: number;
  rows(): PoolState;
}

/** What pools need of the machine they belong to. */
export interface PoolHost {
  pages(): Pages;
  announce(event: PoolEvent): void;
}

/** Operations of Python programs besides those on names and instances. */
export type PythonOperations = {
  readonly [O in PythonOp]: (machine: MachineParts, step: StepOf<O>) => Answer | undefined;
};

/** The program performed several ways beside the machine's own. */
export interface WaysPart {
  perform(step: Step): void;
  rows(): MachineState['ways'];
}

/** Models that a machine has besides its heap and its objects. */
export interface Layers {
  readonly process?: ProcessLayer;
  /** glibc's heap; without it a process has the textbook's. */
  readonly glibc?: GlibcLayer;
  /** Follows each collection; a machine without it shows no candidates and splits no collection. */
  readonly trial?: () => Trial;
  /** Where objects have their memory; without it that is the machine's heap. */
  readonly pools?: (version: PythonVersion, host: PoolHost) => PoolPart;
  /** Compares managements of memory; a machine without it compares none. */
  readonly ways?: (version: PythonVersion) => WaysPart;
  /** The operations on built-in values and of the `gc` module. */
  readonly python?: PythonOperations;
}

import type { CollectorStep } from './collector-steps.ts';
import type { MemoryStep } from './memory.ts';
import type { PoolStep } from './pool-steps.ts';
import type { ProcessStep } from './process-steps.ts';
import type { PythonStep } from './python.ts';
import type { ValueStep } from './value-steps.ts';

/** One instruction to the machine: an imperative verb and its operands; plain, serialisable data. */
export type Step = ProcessStep | MemoryStep | PythonStep;

/** The operation of a step. */
export type Op = Step['op'];

/** The step with one operation. */
export type StepOf<O extends Op> = Extract<Step, { readonly op: O }>;

/** Operations that need a process. */
export type ProcessOp = ProcessStep['op'];

/** Operations on built-in values, of the `gc` module, and on the memory of objects. */
export type PythonOp = (ValueStep | CollectorStep | PoolStep)['op'];

/** Operations of the heap's and the objects' own programs. */
export type CoreOp = Exclude<Op, ProcessOp | PythonOp>;

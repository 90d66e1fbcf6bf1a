import type { MemoryStep } from '../program/memory.ts';
import type { ProcessStep } from '../program/process-steps.ts';

/** A step of a C program. */
export type CStep = ProcessStep | MemoryStep;

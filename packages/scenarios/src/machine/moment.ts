import type { Observation } from '../observe.ts';
import type { Step } from '../program/program.ts';
import type { MachineEvent } from './events.ts';
import type { MachineState } from './state.ts';
import type { Phase } from './trial.ts';

/** A program's error that the machine shows: the model's typed error as plain data. */
export interface Fault {
  /** Class of the error, e.g. `DoubleFree`. */
  readonly name: string;
  readonly code: string;
  readonly message: string;
  /** The error's own numbers, e.g. the address. */
  readonly details: Readonly<Record<string, number | string>>;
  /** What the program's last words are: the signal it dies of, and what its handler prints. */
  readonly observed: readonly Observation[];
}

/** One step performed: what was decided, and what the machine looks like afterwards. Immutable. */
export interface Moment {
  /** Place among the moments, from 0; a collection that is looked at by phase takes several. */
  readonly index: number;
  readonly step: Step;
  /** The phase of the collection that this moment shows, or null when it shows the whole step. */
  readonly phase: Phase | null;
  readonly events: readonly MachineEvent[];
  readonly state: MachineState;
  /** Keys of the rows that this step made, altered or removed. */
  readonly changed: readonly string[];
  /** The answer, when the step asks. */
  readonly observation: Observation | null;
  /** Why the program ends here, when it does. */
  readonly fault: Fault | null;
}

export { MachineError, ProgramError, RecordFormatError } from './errors.ts';
export { explain, sentence } from './explain/explain.ts';
export type { Language, Localized } from './language.ts';
export { layers } from './layers.ts';
export type { EventsOf, MachineEvent, Model, ProgramEvent } from './machine/events.ts';
export { Machine } from './machine/machine.ts';
export type { Fault, Moment } from './machine/moment.ts';
export type {
  HeapOptions,
  MachineOptions,
  ProcessOptions,
  PythonOptions,
} from './machine/profile.ts';
export type {
  ChunkRow,
  GenerationRow,
  MachineState,
  NameRow,
  ObjectRow,
  Row,
  TableName,
} from './machine/state.ts';
export {
  type Answer,
  isQuestion,
  type Observation,
  observe,
  type QuestionOp,
  type QuestionStep,
} from './observe.ts';
export { type MemoryStep, memory } from './program/memory.ts';
export { ask, process } from './program/process.ts';
export type { ProcessStep, Unit } from './program/process-steps.ts';
export type { Op, Step, StepOf } from './program/program.ts';
export { type PythonStep, python } from './program/python.ts';
export type { QuestionRemarks, StepRemarks } from './program/remarks.ts';
export { MAX_STEPS, validateProgram } from './program/validation.ts';
export { questionName } from './question-name.ts';
export { EVENTS_PER_KEYFRAME, type Replay, replay } from './replay.ts';
export { type Claims, type Scenario, scenario } from './scenario.ts';
export { type Layer, type SelectedPart, type Selection, selectionOf } from './selection.ts';

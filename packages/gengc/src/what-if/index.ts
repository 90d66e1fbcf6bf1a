export {
  type ReplayEvent,
  type ReplayFate,
  type ReplayPhase,
  type ReplayRow,
  type ReplayStep,
  replayCut,
} from './replay-cut.ts';
export {
  type Comparison,
  type Conditions,
  type Difference,
  firstDifference,
  type HeapProgram,
  type TimelineEvent,
  timeline,
  whatIf,
} from './what-if.ts';

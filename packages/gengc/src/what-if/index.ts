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

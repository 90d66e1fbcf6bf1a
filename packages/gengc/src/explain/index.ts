export {
  type ExplainableHeap,
  type Explanation,
  explainObject,
  type QuarterNumbers,
} from './explain-object.ts';
export { findTraverseFaults, type TraverseFault } from './traverse-faults.ts';

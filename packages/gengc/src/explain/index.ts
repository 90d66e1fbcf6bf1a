export {
  type ExplainableHeap,
  type Explanation,
  explainObject,
  type QuarterNumbers,
} from './explain-object.ts';

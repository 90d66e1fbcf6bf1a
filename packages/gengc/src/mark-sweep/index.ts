export {
  type Color,
  MarkSweep,
  type MarkSweepEvent,
  type MarkSweepOptions,
  type MarkSweepWork,
} from './mark-sweep.ts';

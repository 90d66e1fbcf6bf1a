import type { Seen } from '../seen.ts';

/** Bytes asked for that no variable leads to any more, after the step at that index. */
export const leakedBytes = (seen: Seen, step: number): number =>
  seen
    .moment(step)
    .state.chunks.filter(({ leaked }) => leaked)
    .reduce((sum, { requested }) => sum + (requested ?? 0), 0);

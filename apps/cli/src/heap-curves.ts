/** A run over time as rows of bars, an eighth of a line high each. */
import type { Sample } from '@memstrata/allocator/trace';

const BARS = ' ▁▂▃▄▅▆▇█';

/**
 * One bar for each of `columns` equal shares of the run: the highest value in it, and where no sample
 * fell, the one before. `most` is the height of a whole bar.
 */
export function curve(
  samples: readonly Sample[],
  value: (sample: Sample, before: Sample | undefined) => number,
  columns: number,
  most: number,
): string {
  const last = samples.at(-1)?.operation ?? 0;
  const heights = Array.from<number | undefined>({ length: columns });
  for (const [index, sample] of samples.entries()) {
    const column = Math.min(columns - 1, Math.floor(((sample.operation - 1) / last) * columns));
    heights[column] = Math.max(heights[column] ?? 0, value(sample, samples[index - 1]));
  }
  let height = 0;
  return heights
    .map((found) => {
      height = found ?? height;
      return barOf(height, most);
    })
    .join('');
}

/** What is more than nothing shows. */
function barOf(height: number, most: number): string {
  if (height <= 0 || most <= 0) return ' ';
  return BARS[Math.min(8, Math.max(1, Math.round((height / most) * 8)))] ?? '█';
}

/** Free chunks looked at for each request since the sample before. */
export function probesSince({ probes }: Sample, before: Sample | undefined): number {
  if (!probes) return 0;
  const requests = probes.requests - (before?.probes?.requests ?? 0);
  return requests === 0 ? 0 : (probes.examined - (before?.probes?.examined ?? 0)) / requests;
}

/** The highest value a curve reaches. */
export const peakOf = (
  samples: readonly Sample[],
  value: (sample: Sample, before: Sample | undefined) => number,
): number =>
  samples.reduce((most, sample, index) => Math.max(most, value(sample, samples[index - 1])), 0);

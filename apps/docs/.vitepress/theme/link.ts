/** The state of a page that a link carries, in the fragment and readable: `#t=3` is the third step. */
export function stepOfLink(hash: string, count: number): number {
  const written = Number(new URLSearchParams(hash.replace(/^#/, '')).get('t') ?? 1);
  return Number.isInteger(written) ? Math.min(Math.max(written, 1), count) : 1;
}

export const linkToStep = (step: number): string => `#t=${step}`;

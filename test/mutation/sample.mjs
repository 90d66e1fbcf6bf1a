// Which mutants of a package are tried, and what their score says of all of them.
import { createHash } from 'node:crypto';

const rankOf = (seed, key) => createHash('sha256').update(`${seed}\n${key}`).digest('hex');

/**
 * A uniform random sample of `size` keys without replacement, the same for the same seed whatever their order:
 * each key gets a random rank from seed and key, and the lowest ranks are drawn. A larger sample of the same
 * seed contains the smaller one.
 */
export function draw(keys, { size, seed }) {
  const ranked = [...new Set(keys)].map((key) => ({ key, rank: rankOf(seed, key) }));
  ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1));
  return ranked.slice(0, size).map(({ key }) => key);
}

/** The 95 % interval of a share by Wilson's score, which stays within 0 and 1 for small samples too. */
export function interval(part, whole) {
  if (whole === 0) return [0, 1];
  const z = 1.96;
  const share = part / whole;
  const spread = (z * z) / whole;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z / (1 + spread)) * Math.sqrt((share * (1 - share) + spread / 4) / whole);
  return [middle - half, middle + half];
}

/**
 * The share in several strata together, each weighed by its size, with a 95 % interval by the normal
 * approximation of a stratified sample. A stratum is `size` things of which `whole` were tried and `part` have it.
 */
export function stratified(strata) {
  const total = strata.reduce((sum, { size }) => sum + size, 0);
  let score = 0;
  let variance = 0;
  for (const { size, part, whole } of strata) {
    const weight = size / total;
    const share = part / whole;
    score += weight * share;
    variance += (weight * weight * share * (1 - share)) / Math.max(1, whole - 1);
  }
  const half = 1.96 * Math.sqrt(variance);
  return { score, bounds: [Math.max(0, score - half), Math.min(1, score + half)] };
}

/**
 * TLSF as it is built, without what `free` checks: the price of the checks is the difference. Made from
 * `dist/index.js` by taking the conditions out; a condition that is not found there is an error, so that
 * the variant cannot quietly stay checked.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DIST = join(import.meta.dirname, '../dist');

/** [checked, unchecked]: range, alignment, state and neighbour of a pointer; the tags and links around it. */
const CHECKS = [
  [
    'if (pointer >>> 0 === pointer && (pointer & 7) === 0 && chunk >= first && chunk < top) {',
    'if (pointer !== 0) {',
  ],
  ['if ((header & 1) === 0 && granules <= quickGranules) {', 'if (granules <= quickGranules) {'],
  ['if (room > 0 && (next < top ? (words[next] & 2) === 0 : next === top)) {', 'if (room > 0) {'],
  // The name carries a number where a bundle has two of them.
  [/chunk = liveChunk\d*\(pointer, heap\)/, 'chunk = (pointer >>> 2) - 1'],
  [/chunk = liveChunk\d*\(pointer, this\.heap\)/g, 'chunk = (pointer >>> 2) - 1'],
  ['if ((following & 2) !== 0) throw new DoubleFree((chunk + 1) * 4);', ''],
  ['if (start + granules * 2 !== chunk)', 'if (false)'],
  ['words[next + 2] !== chunk && this.#unlinked(chunk), ', ''],
  ['words[prev + 1] !== chunk && this.#unlinked(chunk), ', ''],
  ['this.heads[list] !== chunk && this.#unlinked(chunk), ', ''],
];

export async function uncheckedTlsf(options) {
  let text = readFileSync(join(DIST, 'index.js'), 'utf8');
  for (const [checked, unchecked] of CHECKS) {
    const without = text.replace(checked, unchecked);
    if (without === text) throw new Error(`dist/index.js no longer says: ${checked}`);
    text = without;
  }
  // Beside the others, so that its imports are theirs.
  const folder = mkdtempSync(join(DIST, 'unchecked-'));
  const file = join(folder, 'index.mjs');
  try {
    writeFileSync(file, text.replaceAll("from './", "from '../"));
    const { TlsfAllocator } = await import(pathToFileURL(file));
    return new TlsfAllocator(options);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { DELIVERY } from './capture/delivery.ts';
import { OPENING } from './capture/opening.ts';
import { ROWS } from './capture/rows.ts';
import { WALK } from './capture/walk.ts';

/**
 * A Python program that writes the heap of the process it runs in: standard library only, CPython
 * 3.6 and later. Types, counts, generations, sizes and references, never values; attribute names
 * and the text keys of dicts only when asked for. The file appears whole or not at all.
 *
 * `import capture; capture.write('heap.jsonl.gz')` inside the process, or from outside, in 3.14
 * and later, `python3 capture.py PID heap.jsonl.gz`.
 *
 * @example
 * ```ts
 * import { CAPTURE_SCRIPT } from '@memstrata/gengc/snapshot';
 *
 * console.log(CAPTURE_SCRIPT.split('\n')[0]); // → """Write the heap of a Python process to a file: types, reference counts, generations, sizes and
 * ```
 */
export const CAPTURE_SCRIPT: string = OPENING + WALK + ROWS + DELIVERY;

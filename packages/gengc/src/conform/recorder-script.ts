import { DELIVERY } from './recorder/delivery.ts';
import { LOOP } from './recorder/loop.ts';
import { OBJECTS } from './recorder/objects.ts';
import { OPENING } from './recorder/opening.ts';
import { OPERATIONS } from './recorder/operations.ts';

/**
 * A Python program that performs programs of the collector's op language on the interpreter it runs
 * on, and writes down what could be observed after every operation: standard library only, CPython
 * 3.6 and later. `python3 -I -S -B recorder.py programs.jsonl out.jsonl`; what it writes is what
 * `compareProgram` reads, a line for each program with the one `version` it ran on.
 *
 * @example
 * ```ts
 * import { RECORDER_SCRIPT } from '@memstrata/gengc/conform';
 *
 * console.log(RECORDER_SCRIPT.split('\n')[0]); // → """Run programs of the collector's op language on this interpreter, and write down what could be
 * ```
 */
export const RECORDER_SCRIPT: string = OPENING + OBJECTS + OPERATIONS + LOOP + DELIVERY;

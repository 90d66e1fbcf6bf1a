import { throwAll } from './errors.ts';

/**
 * Runs disposers that dispose further handles. Up to `NESTING` deep each runs at once, inside the one
 * that caused it; deeper ones wait until the outermost has returned, so a chain of a million handles
 * needs no stack. CPython's trashcan bounds deallocation in the same way and with the same number
 * (3.8 to 3.12, Include/cpython/object.h, PyTrash_UNWIND_LEVEL).
 */
const NESTING = 50;

class Cascade {
  #depth = 0;
  #waiting: (() => void)[] = [];
  #errors: unknown[] = [];

  /**
   * Runs `dispose` now or, when too deep, before the outermost run returns. What fails further in does
   * not keep the disposers around it from finishing: the outermost run throws every error.
   */
  run(dispose: () => void): void {
    if (this.#depth >= NESTING) {
      this.#waiting.push(dispose);
      return;
    }
    this.#attempt(dispose);
    if (this.#depth > 0) return;
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#attempt(next);
    const errors = this.#errors;
    this.#errors = [];
    throwAll(errors);
  }

  #attempt(dispose: () => void): void {
    this.#depth++;
    try {
      dispose();
    } catch (error) {
      this.#errors.push(error);
    }
    this.#depth--;
  }
}

export const cascade: Cascade = new Cascade();

import { DisposeErrors } from './errors.ts';

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

  /** Runs `dispose` now or, when too deep, before the outermost run returns. Every error is reported. */
  run(dispose: () => void): void {
    if (this.#depth >= NESTING) {
      this.#waiting.push(dispose);
      return;
    }
    this.#depth++;
    const errors: unknown[] = [];
    attempt(dispose, errors);
    this.#depth--;
    if (this.#depth === 0) this.#drain(errors);
    if (errors.length === 1) throw errors[0];
    if (errors.length > 1) throw new DisposeErrors(errors);
  }

  #drain(errors: unknown[]): void {
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) {
      this.#depth++;
      attempt(next, errors);
      this.#depth--;
    }
  }
}

function attempt(dispose: () => void, errors: unknown[]): void {
  try {
    dispose();
  } catch (error) {
    errors.push(error);
  }
}

export const cascade: Cascade = new Cascade();

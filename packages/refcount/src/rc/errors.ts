/**
 * A handle was used after its own dispose. Other handles to the same value are not affected.
 *
 * @example
 * ```ts
 * import { rc } from '@memstrata/refcount/rc';
 *
 * const handle = rc('socket');
 * handle.dispose();
 * try {
 *   handle.clone();
 * } catch (error) {
 *   console.log(error.code); // → ERR_USE_AFTER_DISPOSE
 * }
 * ```
 */
export class UseAfterDispose extends Error {
  readonly code = 'ERR_USE_AFTER_DISPOSE';
  override readonly name = 'UseAfterDispose';
  /** The line of the stack that made the handle, when leak tracking was on by then. */
  declare readonly acquiredAt: string | undefined;
  /** The line of the stack that disposed it, when leak tracking was on by then. */
  declare readonly disposedAt: string | undefined;

  constructor() {
    super('Handle disposed: use a clone(); trackLeaks() tells where.');
  }
}

/** `intoInner()` was asked of a handle that is not the only strong one. */
export class NotUnique extends Error {
  readonly code = 'ERR_NOT_UNIQUE';
  override readonly name = 'NotUnique';
  /** Strong handles to the value, this one included: from 2. */
  readonly strong: number;

  constructor(strong: number) {
    super(`${strong} strong handles hold this value.`);
    this.strong = strong;
  }
}

/** Disposers failed; every failure is in `errors`, in the order in which they happened. */
export class DisposeErrors extends AggregateError {
  readonly code = 'ERR_DISPOSE';
  override readonly name = 'DisposeErrors';

  constructor(errors: readonly unknown[]) {
    super(errors, `Disposal failed: ${errors.map(String).join('; ')}`);
  }
}

/** Throws one error as it is and several as one; what already was several is not nested. */
export function throwAll(errors: readonly unknown[]): void {
  if (errors.length === 0) return;
  if (errors.length === 1) throw errors[0];
  throw new DisposeErrors(
    errors.flatMap((error) => (error instanceof DisposeErrors ? error.errors : [error])),
  );
}

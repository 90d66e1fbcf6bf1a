/** A handle was used after its own dispose. Other handles to the same value are not affected. */
export class UseAfterDispose extends Error {
  readonly code = 'ERR_USE_AFTER_DISPOSE';
  override readonly name = 'UseAfterDispose';
  /** Where the handle was made, when leak tracking was on by then. */
  readonly acquiredAt: string | undefined;
  /** Where it was disposed, when leak tracking was on by then. */
  readonly disposedAt: string | undefined;

  constructor(acquiredAt: string | undefined, disposedAt: string | undefined) {
    super(
      acquiredAt || disposedAt
        ? `This handle was disposed. Acquired ${acquiredAt ?? 'before tracking began'}; disposed ${disposedAt ?? 'before tracking began'}. Use a clone() that is still held.`
        : 'This handle was disposed. Use a clone() that is still held; trackLeaks() from ./rc/leaks records where both happened.',
    );
    this.acquiredAt = acquiredAt;
    this.disposedAt = disposedAt;
  }
}

/** `intoInner()` was asked of a handle that is not the only strong one. */
export class NotUnique extends Error {
  readonly code = 'ERR_NOT_UNIQUE';
  override readonly name = 'NotUnique';
  /** Strong handles to the value, this one included. */
  readonly strong: number;

  constructor(strong: number) {
    super(`${strong} strong handles hold this value; only the last one can take it out.`);
    this.strong = strong;
  }
}

/** Several disposers failed; every failure is in `errors`, in the order in which they happened. */
export class DisposeErrors extends AggregateError {
  readonly code = 'ERR_DISPOSE';
  override readonly name = 'DisposeErrors';

  constructor(errors: readonly unknown[]) {
    super(errors, `${errors.length} disposers failed: ${errors.map(String).join('; ')}`);
  }
}

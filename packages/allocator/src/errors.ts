/**
 * One class for each cause of misuse or damage. Running out of memory is not among them: it is the
 * answer null.
 */
import type { Bytes } from './allocator.ts';

const hex = (value: number): string =>
  Number.isInteger(value) && value >= 0 ? `0x${value.toString(16)}` : String(value);

/** `free` or `realloc` was given a block that is already free. */
export class DoubleFree extends Error {
  override readonly name = 'DoubleFree';
  readonly code = 'ERR_DOUBLE_FREE';
  readonly pointer: number;
  /** The line the modelled allocator prints before it aborts, word for word. */
  readonly report: string | undefined;

  constructor(pointer: number, message?: string, report?: string, options?: ErrorOptions) {
    super(
      message ?? `double free of ${hex(pointer)}: free each block once, then drop the pointer`,
      options,
    );
    this.pointer = pointer;
    this.report = report;
  }
}

/** `free`, `realloc` or `usableSize` was given something no live block starts at. */
export class InvalidFree extends Error {
  override readonly name = 'InvalidFree';
  readonly code = 'ERR_INVALID_FREE';
  readonly pointer: number;
  /** The line the modelled allocator prints before it aborts, word for word. */
  readonly report: string | undefined;

  constructor(pointer: number, reason: string, report?: string, options?: ErrorOptions) {
    super(`invalid pointer ${hex(pointer)}: ${reason}; pass exactly what malloc answered`, options);
    this.pointer = pointer;
    this.report = report;
  }
}

/** The heap's bytes break one of its laws: something wrote where it must not. */
export class HeapCorruption extends Error {
  override readonly name = 'HeapCorruption';
  readonly code = 'ERR_HEAP_CORRUPTION';
  /** The broken law, in words. */
  readonly law: string;
  /** Offset of the chunk, header or link that breaks it. */
  readonly offset: number;
  /** The line the modelled allocator prints before it aborts, word for word. */
  readonly report: string | undefined;

  constructor(
    law: string,
    offset: number,
    detail?: string,
    report?: string,
    options?: ErrorOptions,
  ) {
    super(
      `heap corruption at ${hex(offset)}: ${law}${detail ? ` (${detail})` : ''}; look for a write past the end of the block before it`,
      options,
    );
    this.law = law;
    this.offset = offset;
    this.report = report;
  }
}

/** A size or count that is no number of bytes: negative, fractional or NaN. */
export class InvalidSize extends Error {
  override readonly name = 'InvalidSize';
  readonly code = 'ERR_INVALID_SIZE';
  readonly size: number;

  constructor(size: number) {
    super(`${size} is not a number of bytes: pass a whole number, 0 or more`);
    this.size = size;
  }
}

/** An alignment that is not a power of two. */
export class InvalidAlignment extends Error {
  override readonly name = 'InvalidAlignment';
  readonly code = 'ERR_INVALID_ALIGNMENT';
  readonly alignment: Bytes;

  constructor(alignment: Bytes) {
    super(`${alignment} is not an alignment: pass a power of two`);
    this.alignment = alignment;
  }
}

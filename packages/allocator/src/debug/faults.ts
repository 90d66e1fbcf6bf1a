/** A finding as a typed error: the allocator's own classes where there is one, else one of these. */
import type { Bytes } from '../allocator.ts';
import { DoubleFree, HeapCorruption, InvalidFree } from '../errors.ts';
import type { Finding, FindingKind } from './finding.ts';
import { hex } from './hex.ts';

const plural = (count: number): string => `${count} byte${count === 1 ? '' : 's'}`;

function placeText({ place }: Finding): string {
  if (!place) return 'no block is near';
  const { relation, offset, block } = place;
  const was = block.state === 'freed' ? 'freed' : 'allocated';
  return `${plural(offset)} ${relation} ${relation === 'inside' ? 'a block' : 'the block'} of ${plural(block.size)} at ${hex(block.pointer)}, ${was}${siteOf(place.block)}`;
}

function siteOf({ state, allocatedAt, freedAt }: NonNullable<Finding['place']>['block']): string {
  const site = state === 'freed' ? freedAt : allocatedAt;
  return site === null ? '' : ` at ${site.split('\n')[0]}`;
}

const access = (finding: Finding): string =>
  `${finding.call} of ${plural(finding.bytes)} at ${hex(finding.address)}: ${placeText(finding)}`;

/** An access to a block that was freed. */
export class UseAfterFree extends Error {
  override readonly name = 'UseAfterFree';
  readonly code = 'ERR_USE_AFTER_FREE';
  readonly address: number;
  readonly bytes: Bytes;
  override readonly cause: Finding;

  constructor(cause: Finding) {
    super(`${access(cause)}; drop a pointer when its block is freed`);
    this.address = cause.address;
    this.bytes = cause.bytes;
    this.cause = cause;
  }
}

/** An access before or behind a block. */
export class HeapBufferOverflow extends Error {
  override readonly name = 'HeapBufferOverflow';
  readonly code = 'ERR_HEAP_BUFFER_OVERFLOW';
  readonly address: number;
  readonly bytes: Bytes;
  override readonly cause: Finding;

  constructor(cause: Finding) {
    super(`${access(cause)}; stay inside the size that was asked for`);
    this.address = cause.address;
    this.bytes = cause.bytes;
    this.cause = cause;
  }
}

/** An access outside the heap's memory. */
export class UnknownAddress extends Error {
  override readonly name = 'UnknownAddress';
  readonly code = 'ERR_UNKNOWN_ADDRESS';
  readonly address: number;
  readonly bytes: Bytes;
  override readonly cause: Finding;

  constructor(cause: Finding) {
    super(`${cause.call} of ${plural(cause.bytes)} at ${hex(cause.address)}, outside the heap`);
    this.address = cause.address;
    this.bytes = cause.bytes;
    this.cause = cause;
  }
}

/** A read of bytes that nobody wrote. */
export class UninitializedRead extends Error {
  override readonly name = 'UninitializedRead';
  readonly code = 'ERR_UNINITIALIZED_READ';
  readonly address: number;
  readonly bytes: Bytes;
  override readonly cause: Finding;

  constructor(cause: Finding) {
    super(`${access(cause)}, never written; write it first, or take calloc`);
    this.address = cause.address;
    this.bytes = cause.bytes;
    this.cause = cause;
  }
}

const corruption =
  (law: string) =>
  (cause: Finding): HeapCorruption =>
    new HeapCorruption(
      law,
      cause.address,
      `${plural(cause.bytes)} overwritten, ${placeText(cause)}`,
      undefined,
      { cause },
    );

const makers: Readonly<Record<FindingKind, (cause: Finding) => Error>> = {
  'heap-buffer-overflow': (cause) => new HeapBufferOverflow(cause),
  'heap-use-after-free': (cause) => new UseAfterFree(cause),
  'unknown-address': (cause) => new UnknownAddress(cause),
  'uninitialized-read': (cause) => new UninitializedRead(cause),
  'double-free': (cause) =>
    new DoubleFree(
      cause.address,
      `double free of ${hex(cause.address)}: ${placeText(cause)}`,
      undefined,
      { cause },
    ),
  'bad-free': (cause) =>
    new InvalidFree(cause.address, `no block starts there, ${placeText(cause)}`, undefined, {
      cause,
    }),
  'red-zone-overwritten': corruption('a red zone keeps its bytes'),
  'freed-block-overwritten': corruption('a freed block keeps its bytes'),
};

export const errorOf = (finding: Finding): Error => makers[finding.kind](finding);

const isFinding = (cause: unknown): cause is Finding =>
  typeof cause === 'object' &&
  cause !== null &&
  'kind' in cause &&
  Object.hasOwn(makers, String(cause.kind));

/** The finding behind an error that the debugging layer threw; null for every other error. */
export function findingOf(error: unknown): Finding | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return isFinding(cause) ? cause : null;
}

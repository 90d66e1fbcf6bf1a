/**
 * Who watches handles, if anybody: one place for every copy of this package in a realm (ESM beside CJS,
 * two bundles), so that a test's tracker sees the handles of the code under test.
 */
export interface HandleObserver {
  /** A handle came to be; `block` is the same object for all handles to one value. */
  acquired(handle: object, block: object): void;
  disposed(handle: object): void;
  /** A handle was used after its dispose: `error` is about to be thrown, and may be told where that was. */
  explain(error: Error, handle: object): void;
}

const PLACE = Symbol.for('@memstrata/rc');

const realm = globalThis as { [PLACE]?: { observer?: HandleObserver | undefined } };

realm[PLACE] ??= {};

/** Looked up once: reading a property of the global object on every clone would cost more than the clone. */
export const watch: { observer?: HandleObserver | undefined } = realm[PLACE];

/**
 * Who watches handles, if anybody: one place for every copy of this package in a realm (ESM beside CJS,
 * two bundles), so that a test's tracker sees the handles of the code under test.
 */
export interface HandleObserver {
  /** A handle came to be; `block` is the same object for all handles to one value. */
  acquired(handle: object, block: object): void;
  disposed(handle: object): void;
  /** Of a handle that was disposed; undefined for one that was not watched. */
  sites(handle: object): HandleSites | undefined;
}

/** Where a handle was made and disposed, as far as it was watched. */
export interface HandleSites {
  readonly acquiredAt?: string;
  readonly disposedAt?: string;
  /** What to say to somebody who uses it all the same. */
  readonly words?: string;
}

/** The one slot of a realm. */
interface ObserverSlot {
  current: HandleObserver | undefined;
}

const PLACE = Symbol.for('@memstrata/refcount/rc.observer');

const realm = globalThis as { [PLACE]?: ObserverSlot };

/** Looked up once: reading a property of the global object on every clone would cost more than the clone. */
realm[PLACE] ??= { current: undefined };
const slot: ObserverSlot = realm[PLACE];

export const observer = (): HandleObserver | undefined => slot.current;

export function setObserver(next: HandleObserver | undefined): void {
  slot.current = next;
}

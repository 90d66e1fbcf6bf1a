import type { AllocatorOptions, Bytes } from '../allocator.ts';
import type { Coalescing } from './coalescing.ts';
import type { ListOrder } from './free-list.ts';
import type { Placement } from './placement.ts';

/** The policies of a boundary-tag heap; each part is chosen by itself. */
export interface BoundaryTagOptions extends AllocatorOptions {
  /** @defaultValue `firstFit` */
  readonly placement?: Placement;
  /** @defaultValue `immediate` */
  readonly coalescing?: Coalescing;
  /** @defaultValue `lifo` */
  readonly order?: ListOrder;
  /** Bytes taken from the memory at once, at construction and whenever the top is too small. @defaultValue 4096 */
  readonly granularity?: Bytes;
}

/** Typed arrays on payloads: a block as the numbers a program works with. */
import { type Bytes, type CoreAllocator, nullPointer, type Pointer } from './allocator.ts';

/** A typed array class, `Int8Array` to `BigUint64Array`. */
export interface TypedArrayConstructor<View> {
  readonly BYTES_PER_ELEMENT: number;
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): View;
}

/**
 * A view on the payload at `pointer`, `length` elements long; by default as many as fit.
 *
 * The view shows the heap's own bytes: it is valid until the block is freed or moved, and over a
 * WebAssembly memory until the memory grows.
 *
 * @throws RangeError when `length` elements do not fit; InvalidFree or DoubleFree unless the block is live.
 */
export function viewOn<View>(
  heap: CoreAllocator,
  pointer: Pointer,
  Type: TypedArrayConstructor<View>,
  length?: number,
): View {
  const usable = heap.usableSize(pointer);
  const count = length ?? Math.floor(usable / Type.BYTES_PER_ELEMENT);
  if (count * Type.BYTES_PER_ELEMENT > usable)
    throw new RangeError(`${count} elements need more than the block's ${usable} bytes`);
  return new Type(heap.memory.buffer, pointer, count);
}

/**
 * A new block of `length` elements, as a view; null when memory is exhausted. Its `byteOffset` is the
 * pointer to free. The elements hold what the block held before.
 *
 * ```ts
 * import { asPointer, BoundaryTagAllocator, mallocAs } from '@memstrata/allocator';
 *
 * const heap = new BoundaryTagAllocator();
 * const squares = mallocAs(heap, Int32Array, 4);
 * squares?.set([0, 1, 4, 9]);
 * console.log(squares?.join(' ')); // → 0 1 4 9
 * if (squares) heap.free(asPointer(squares.byteOffset));
 * ```
 *
 * @throws InvalidSize when `length` is no count.
 */
export function mallocAs<View>(
  heap: CoreAllocator,
  Type: TypedArrayConstructor<View>,
  length: number,
): View | null {
  const bytes: Bytes = length * Type.BYTES_PER_ELEMENT;
  const pointer = heap.alignedAlloc(Type.BYTES_PER_ELEMENT, bytes);
  return pointer === nullPointer ? null : new Type(heap.memory.buffer, pointer, length);
}

/** Page frames in one flat buffer that grows by doubling; page frame 0 is all zeros and never written. */
import { PAGE_SIZE } from './address.ts';

const FIRST_FRAMES = 16;
const LAST_FRAMES = 2 ** 31 / PAGE_SIZE - 1;

/** Offsets are bytes into `bytes`, always a multiple of the page size and below 2^31. */
export class PageArena {
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(FIRST_FRAMES * PAGE_SIZE);
  #used = 1;
  readonly #free: number[] = [];

  /** Frames in use, the zero frame aside. */
  get frames(): number {
    return this.#used - 1 - this.#free.length;
  }

  /** A frame of zeros. `bytes` may be another buffer afterwards. */
  allocate(): number {
    const reused = this.#free.pop();
    if (reused !== undefined) {
      this.bytes.fill(0, reused, reused + PAGE_SIZE);
      return reused;
    }
    const offset = this.#used * PAGE_SIZE;
    if (offset === this.bytes.length) this.#grow();
    this.#used += 1;
    return offset;
  }

  release(offset: number): void {
    this.#free.push(offset);
  }

  #grow(): void {
    const frames = this.bytes.length / PAGE_SIZE;
    if (frames >= LAST_FRAMES) throw new OutOfFrames(frames);
    const larger = new Uint8Array(Math.min(2 * frames, LAST_FRAMES) * PAGE_SIZE);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}

/** Thrown when a program touches more memory than the model can hold, just below 2 GiB. */
export class OutOfFrames extends RangeError {
  readonly code = 'ERR_OUT_OF_FRAMES';
  readonly frames: number;

  constructor(frames: number) {
    super(`the model holds ${frames} touched pages at most: unmap some, or touch fewer`);
    this.name = 'OutOfFrames';
    this.frames = frames;
  }
}

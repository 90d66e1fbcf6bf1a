import type { ShadowHeap } from './shadow-heap.ts';

/** A small fast generator (mulberry32), so that a seed names a program. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Random operations on a shadow heap: mostly small sizes, some medium, few large; live blocks grow and
 * shrink in waves, so that the heap fills, empties and fragments.
 */
export class RandomProgram {
  readonly #next: () => number;
  readonly #shadow: ShadowHeap;
  readonly #ids: number[] = [];
  #fresh = 0;
  #steps = 0;

  constructor(shadow: ShadowHeap, seed: number) {
    this.#shadow = shadow;
    this.#next = random(seed);
  }

  step(): void {
    const wave = 0.5 + 0.3 * Math.sin(this.#steps++ / 400);
    const dice = this.#next();
    if (this.#ids.length === 0 || dice < wave * 0.8) this.#allocate();
    else if (dice < wave) this.#realloc();
    else this.#free();
  }

  #size(): number {
    const dice = this.#next();
    if (dice < 0.75) return Math.floor(this.#next() * 150);
    if (dice < 0.98) return Math.floor(this.#next() * 1500);
    return Math.floor(this.#next() * 20_000);
  }

  #pick(): number {
    return Math.floor(this.#next() * this.#ids.length);
  }

  #allocate(): void {
    const id = this.#fresh++;
    const kind = this.#next();
    if (kind < 0.8) this.#shadow.malloc(id, this.#size());
    else if (kind < 0.9)
      this.#shadow.calloc(id, 1 + Math.floor(this.#next() * 8), this.#size() >>> 2);
    else this.#shadow.alignedAlloc(id, 2 ** Math.floor(this.#next() * 10), this.#size());
    if (this.#shadow.blocks.has(id)) this.#ids.push(id);
  }

  #realloc(): void {
    const id = this.#ids[this.#pick()] as number;
    this.#shadow.realloc(id, 1 + this.#size());
  }

  #free(): void {
    const at = this.#pick();
    const id = this.#ids[at] as number;
    this.#ids[at] = this.#ids.at(-1) as number;
    this.#ids.pop();
    this.#shadow.free(id);
  }
}

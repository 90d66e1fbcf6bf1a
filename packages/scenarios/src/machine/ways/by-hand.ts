import { type Thing, Way } from './way.ts';

/**
 * Memory freed by hand, by whoever takes `del` for the end of the object: each frees what the name stood for,
 * and nothing else does.
 */
export class ByHand extends Way {
  #made = 0;
  #freed = 0;

  get touched(): { readonly objects: number; readonly references: number } {
    return { objects: this.#freed, references: 0 };
  }

  protected create(slots: readonly string[]): Thing {
    this.slots.set(++this.#made, new Map(slots.map((slot) => [slot, null])));
    return this.#made;
  }

  protected remove(object: Thing): void {
    if (this.slots.delete(object)) this.#freed++;
    else this.misuses++;
  }

  protected refer(): void {}
  protected share(): void {}
  protected drop(): void {}
  protected collect(): void {}
}

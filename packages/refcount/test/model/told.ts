import type { ObjectId, Tracking } from '../../src/index.ts';

/** What a collector would know: the objects on its lists, and allocations less frees. */
export class Told implements Tracking {
  readonly tracked: Set<ObjectId> = new Set();
  net = 0;

  allocating(): void {
    this.net++;
  }

  freed(): void {
    this.net--;
  }

  track(object: ObjectId): void {
    this.tracked.add(object);
  }

  untrack(object: ObjectId): void {
    this.tracked.delete(object);
  }

  isTracked(object: ObjectId): boolean {
    return this.tracked.has(object);
  }

  safePoint(): void {}
}

/** What a program's steps cost, counted from the events that are announced; the same on every machine. */
import type { MachineEvent } from './events.ts';
import type { WorkRow } from './state.ts';

/** What is counted, in the order it is shown. */
export type Work =
  | 'created'
  | 'deallocated'
  | 'raised'
  | 'lowered'
  | 'examined'
  | 'followed'
  | 'collections'
  | 'longest';

/** Sums of one program, or of one loop in it. */
export class Tally {
  created = 0;
  deallocated = 0;
  raised = 0;
  lowered = 0;
  examined = 0;
  followed = 0;
  /** Collections of each generation. */
  readonly collections: [number, number, number] = [0, 0, 0];
  collected = 0;
  postponed = 0;
  /** Most objects deallocated by one statement. */
  longest = 0;
  #inStatement = 0;

  /** The next statement begins. */
  begin(): void {
    this.#inStatement = 0;
  }

  add(event: MachineEvent): void {
    if (event.model === 'refcount') this.#addCounting(event.type);
    if (event.model !== 'gengc') return;
    if (event.type === 'count-copied') this.examined++;
    if (event.type === 'reference-subtracted') this.followed++;
    if (event.type === 'collection-postponed') this.postponed++;
    if (event.type !== 'collection-finished') return;
    this.collections[event.collection.generation]++;
    this.collected += event.collection.collected;
  }

  #addCounting(type: string): void {
    if (type === 'created') this.created++;
    if (type === 'increfed') this.raised++;
    if (type === 'decrefed') this.lowered++;
    if (type !== 'deallocated') return;
    this.deallocated++;
    this.longest = Math.max(this.longest, ++this.#inStatement);
  }

  rows(): readonly WorkRow[] {
    const { created, deallocated, raised, lowered, examined, followed, longest } = this;
    const collections = this.collections.reduce((sum, each) => sum + each, 0);
    const amounts: Readonly<Record<Work, number>> = {
      created,
      deallocated,
      raised,
      lowered,
      examined,
      followed,
      collections,
      longest,
    };
    return Object.entries(amounts).map(([work, amount], order) => ({
      key: `work:${work}`,
      order,
      work: work as Work,
      amount,
    }));
  }
}

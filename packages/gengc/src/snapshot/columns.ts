import { DanglingReference, SnapshotCount, SnapshotSyntax } from './errors.ts';
import { NoGeneration } from './heap-snapshot.ts';
import type { RowScanner } from './row-scanner.ts';

const FIRST_CAPACITY = 1024;
const LARGEST_COUNT = 0xffff_ffff;
const NONE = -1;

/** How many of each kind the rows may refer to. */
export interface Bounds {
  readonly objects: number;
  readonly references: number;
  readonly types: number;
  readonly names: number;
}

/**
 * The columns while they grow. A column doubles when it is full and never trusts a declared count
 * for its size, so that a short file with a huge count costs nothing.
 */
export class Columns {
  rows = 0;
  references = 0;
  type: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  refcount: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  size: Float64Array = new Float64Array(FIRST_CAPACITY);
  generation: Int8Array = new Int8Array(FIRST_CAPACITY);
  flags: Uint8Array = new Uint8Array(FIRST_CAPACITY);
  label: Int32Array = new Int32Array(FIRST_CAPACITY);
  weakReferent: Int32Array = new Int32Array(FIRST_CAPACITY);
  firstReferent: Uint32Array = new Uint32Array(FIRST_CAPACITY + 1);
  referents: Uint32Array = new Uint32Array(FIRST_CAPACITY);
  /** Empty until the first name is met. */
  referenceName: Int32Array = new Int32Array(0);
  private readonly bounds: Bounds;
  private row: RowScanner;
  private line = 0;

  constructor(bounds: Bounds, row: RowScanner) {
    this.bounds = bounds;
    this.row = row;
  }

  /** Adds the row the scanner is open on: `[type, refcount, size, generation, flags, [referents], label?, [names]?, weak?]`. */
  add(line: number): void {
    this.line = line;
    if (this.rows === this.bounds.objects)
      throw new SnapshotCount(line, 'objects', this.rows + 1, this.bounds.objects);
    if (this.rows === this.type.length) this.growRows();
    const row = this.row;
    const at = this.rows;
    this.type[at] = this.below(row.integer(), 'type', this.bounds.types);
    row.next();
    this.refcount[at] = Math.min(
      this.between(row.integer(), 0, Infinity, 'refcount'),
      LARGEST_COUNT,
    );
    row.next();
    this.size[at] = this.between(row.integer(), NONE, Infinity, 'size');
    row.next();
    this.generation[at] = this.between(
      row.integer(),
      NoGeneration.UNTRACKED,
      NoGeneration.FROZEN,
      'generation',
    );
    row.next();
    this.flags[at] = this.between(row.integer(), 0, 0xff, 'flags');
    row.next();
    this.addReferents();
    this.addExtras(at);
    row.close();
    this.rows = at + 1;
    this.firstReferent[at + 1] = this.references;
  }

  private addReferents(): void {
    const row = this.row;
    const bound = this.bounds.objects;
    row.enter();
    for (let first = true; row.more(first); first = false) {
      if (this.references === this.bounds.references)
        throw new SnapshotCount(this.line, 'edges', this.references + 1, this.bounds.references);
      if (this.references === this.referents.length) this.growReferences();
      this.referents[this.references++] = this.below(row.integer(), 'object', bound);
    }
  }

  /** What format 2 may add to a row: a label, names of its references, the referent of a weak reference. */
  private addExtras(at: number): void {
    const row = this.row;
    this.label[at] = NONE;
    this.weakReferent[at] = NONE;
    if (!row.more(false)) return;
    this.label[at] = this.belowOrNone(row.integer(), 'name', this.bounds.names);
    if (!row.more(false)) return;
    this.addReferenceNames(at);
    if (!row.more(false)) return;
    this.weakReferent[at] = this.belowOrNone(row.integer(), 'object', this.bounds.objects);
    if (row.more(false)) throw new SnapshotSyntax(this.line, 'a row has at most 9 elements');
  }

  private addReferenceNames(at: number): void {
    const row = this.row;
    let reference = this.firstReferent[at] as number;
    row.enter();
    for (let first = true; row.more(first); first = false) {
      if (reference === this.references)
        throw new SnapshotSyntax(this.line, 'more names of references than references');
      if (this.referenceName.length === 0)
        this.referenceName = new Int32Array(this.referents.length).fill(NONE);
      this.referenceName[reference++] = this.belowOrNone(row.integer(), 'name', this.bounds.names);
    }
  }

  private below(index: number, kind: DanglingReference['kind'], count: number): number {
    if (index < 0 || index >= count) throw new DanglingReference(this.line, kind, index, count);
    return index;
  }

  private belowOrNone(index: number, kind: DanglingReference['kind'], count: number): number {
    return index === NONE ? NONE : this.below(index, kind, count);
  }

  private between(value: number, least: number, most: number, what: string): number {
    if (value < least || value > most)
      throw new SnapshotSyntax(this.line, `the ${what} ${value} is outside ${least} to ${most}`);
    return value;
  }

  private growRows(): void {
    const capacity = this.type.length * 2;
    this.type = copied(this.type, new Uint32Array(capacity));
    this.refcount = copied(this.refcount, new Uint32Array(capacity));
    this.size = copied(this.size, new Float64Array(capacity));
    this.generation = copied(this.generation, new Int8Array(capacity));
    this.flags = copied(this.flags, new Uint8Array(capacity));
    this.label = copied(this.label, new Int32Array(capacity));
    this.weakReferent = copied(this.weakReferent, new Int32Array(capacity));
    this.firstReferent = copied(this.firstReferent, new Uint32Array(capacity + 1));
  }

  private growReferences(): void {
    const capacity = this.referents.length * 2;
    this.referents = copied(this.referents, new Uint32Array(capacity));
    if (this.referenceName.length > 0)
      this.referenceName = copied(this.referenceName, new Int32Array(capacity).fill(NONE));
  }
}

function copied<T extends { set(from: T): void }>(from: T, to: T): T {
  to.set(from);
  return to;
}

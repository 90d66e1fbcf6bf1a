/** Which ways are alike: the same types and names on the way, whatever the positions and keys. */
import { type HeapSnapshot, typeOf } from './heap-snapshot.ts';
import { objectName, referenceName } from './reference-names.ts';

/** For each object the reference that leads to it on a shortest way: −1 if it starts one, −2 if none does. */
export interface Ways {
  readonly by: Int32Array;
  readonly holder: Int32Array;
}

/** The longest pattern of steps whose repetition is seen: node, its dict, a list, a wrapper. */
const LONGEST_PATTERN = 4;

/**
 * Numbers the shapes of ways: two objects have one number if types and references on their ways
 * agree but for positions, and but for how often a pattern of up to four steps repeats, as in a
 * linked list. Constant time for each object on the way that was not met before.
 */
export class WayShapes {
  private readonly heap: HeapSnapshot;
  private readonly ways: Ways;
  private readonly shapeOf: Int32Array;
  /** Shapes by the shape they extend and their last step. */
  private readonly numbers = new Map<number, number>();
  /** For each shape the number of its last step. */
  private readonly lastStep: number[] = [];
  /** For each shape the one it extends, −1 for a start. */
  private readonly before: number[] = [];
  /** Steps by their words, and by the columns the words are made of. */
  private readonly steps = new Map<string, number>();
  private readonly known = new Map<number, number>();
  private readonly recent = new Int32Array(2 * LONGEST_PATTERN);

  constructor(heap: HeapSnapshot, ways: Ways) {
    this.heap = heap;
    this.ways = ways;
    this.shapeOf = new Int32Array(heap.objectCount).fill(-1);
  }

  of(object: number): number {
    const unknown: number[] = [];
    let at = object;
    while (at >= 0 && this.shapeOf[at] === -1) {
      unknown.push(at);
      at = this.ways.holder[at] as number;
    }
    let shape = at >= 0 ? (this.shapeOf[at] as number) : -1;
    for (let each = unknown.pop(); each !== undefined; each = unknown.pop()) {
      shape = this.extended(shape, this.step(each));
      this.shapeOf[each] = shape;
    }
    return shape;
  }

  private extended(before: number, step: number): number {
    const repeated = this.repeated(before, step);
    if (repeated >= 0) return repeated;
    const key = (before + 1) * 2 ** 26 + step;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.lastStep.length;
    this.numbers.set(key, number);
    this.lastStep.push(step);
    this.before.push(before);
    return number;
  }

  /** The shape that stays when a pattern of steps comes once more; −1 if none does. */
  private repeated(last: number, step: number): number {
    const { recent } = this;
    let filled = 0;
    let shape = last;
    for (; filled < recent.length && shape >= 0; shape = this.before[shape] as number)
      recent[filled++] = shape;
    for (let length = 1; length <= LONGEST_PATTERN && 2 * length - 1 <= filled; length++)
      if (this.isPattern(length, step)) return recent[length - 1] as number;
    return -1;
  }

  /** Are the last `length` steps, the new one included, those that came before them? */
  private isPattern(length: number, step: number): boolean {
    const at = (back: number): number | undefined => this.lastStep[this.recent[back] as number];
    if (at(length - 1) !== step) return false;
    for (let back = 0; back < length - 1; back++) if (at(back) !== at(back + length)) return false;
    return true;
  }

  /** The number of a step; words are made only once for each combination of what they depend on. */
  private step(object: number): number {
    const { heap, ways } = this;
    const by = ways.by[object] as number;
    const holder = ways.holder[object] as number;
    if (by < 0 || (heap.label[object] as number) >= 0) return this.named(object);
    const types = heap.types.length;
    const isAttribute = isDict(heap, holder) && this.isNamespace(holder) ? 1 : 0;
    const name = (heap.referenceName[by] ?? -1) + 1;
    const combination =
      ((name * types + (heap.type[holder] as number)) * types + (heap.type[object] as number)) * 2 +
      isAttribute;
    const known = this.known.get(combination);
    if (known !== undefined) return known;
    const number = this.named(object);
    this.known.set(combination, number);
    return number;
  }

  private named(object: number): number {
    const { heap, ways } = this;
    const by = ways.by[object] as number;
    const holder = ways.holder[object] as number;
    const name = by >= 0 ? referenceName(heap, holder, by) : null;
    const isNamespace = holder >= 0 && this.isNamespace(holder);
    const words = `${generalName(name, isNamespace)} ${objectName(heap, object)}`;
    const number = this.steps.get(words) ?? this.steps.size;
    this.steps.set(words, number);
    return number;
  }

  /** Is the object reached as the `__dict__` of what holds it? */
  private isNamespace(object: number): boolean {
    const by = this.ways.by[object] as number;
    const holder = this.ways.holder[object] as number;
    return by >= 0 && referenceName(this.heap, holder, by) === '.__dict__';
  }
}

const isDict = (heap: HeapSnapshot, object: number): boolean =>
  typeOf(heap, object) === 'builtins.dict';

/** A reference without its position: `[3]` is `[…]`. */
export const positionless = (name: string | null): string | null =>
  name !== null && /^\[\d+\]$/.test(name) ? '[…]' : name;

/** A reference without its position or key; the keys of a `__dict__` are names and stay. */
export const generalName = (name: string | null, isNamespace: boolean): string | null =>
  name?.startsWith('["') && !isNamespace ? '[…]' : positionless(name);

/** The mappings of a maps text as columns of numbers; entries are made of them when somebody asks. */
import type { MapsEntry } from './maps-entry.ts';
import type { MapsScanner } from './maps-scanner.ts';

/**
 * A list to read. Every array is one; so is what {@link parseMaps} answers, which makes an entry, equal
 * but new, each time it is asked for one.
 */
export interface Listed<T> extends Iterable<T> {
  readonly length: number;
  /** The entry at an index, counted from the end if negative; undefined where there is none. */
  at(index: number): T | undefined;
}

/** Characters of the shortest line a kernel writes: two addresses and an offset of eight digits, no path. */
const SHORTEST_LINE = 41;

// One string each, however many lines.
const PERMISSIONS: readonly string[] = Array.from(
  { length: 16 },
  (_, bits) =>
    (bits & 8 ? 'r' : '-') +
    (bits & 4 ? 'w' : '-') +
    (bits & 2 ? 'x' : '-') +
    (bits & 1 ? 's' : 'p'),
);

/** The lines of a maps text, read and checked, in the text's order: numbers, and places in the text. */
export class MapsColumns implements Listed<MapsEntry> {
  readonly #scanner: MapsScanner;
  #length = 0;
  #starts: Float64Array;
  #ends: Float64Array;
  #offsets: Float64Array;
  /** Readable 8, writable 4, executable 2, shared 1. */
  #permissions: Uint8Array;
  /** Place in the text of the device, behind which the inode stands. */
  #devices: Uint32Array;
  /** Place in the text of the path, or of the line's end without one. */
  #paths: Uint32Array;

  /** Without lines yet: {@link scanLine} brings them. There is room for all that a kernel can have written. */
  constructor(scanner: MapsScanner) {
    this.#scanner = scanner;
    const rows = Math.ceil(scanner.text.length / SHORTEST_LINE) + 1;
    this.#starts = new Float64Array(rows);
    this.#ends = new Float64Array(rows);
    this.#offsets = new Float64Array(rows);
    this.#permissions = new Uint8Array(rows);
    this.#devices = new Uint32Array(rows);
    this.#paths = new Uint32Array(rows);
  }

  get length(): number {
    return this.#length;
  }

  at(index: number): MapsEntry | undefined {
    const row = index < 0 ? this.#length + index : index;
    return row >= 0 && row < this.#length && Number.isInteger(row) ? this.entry(row) : undefined;
  }

  *[Symbol.iterator](): Generator<MapsEntry, void> {
    for (let row = 0; row < this.#length; row += 1) yield this.entry(row);
  }

  /** The entry of a row that is there. */
  entry(row: number): MapsEntry {
    const { text } = this.#scanner;
    const device = this.#devices[row] as number;
    const inode = text.indexOf(' ', device) + 1;
    const path = this.#paths[row] as number;
    const lineEnd = text.indexOf('\n', path);
    return {
      start: this.#starts[row] as number,
      end: this.#ends[row] as number,
      permissions: PERMISSIONS[this.#permissions[row] as number] as string,
      offset: this.#offsets[row] as number,
      device: text.slice(device, inode - 1),
      inode: text.slice(inode, inodeEnd(text, inode, path)),
      path: text.slice(path, lineEnd < 0 ? text.length : lineEnd),
    };
  }

  /** Reads one line of the text, goes to the next, and answers which row it became. */
  scanLine(): number {
    const scanner = this.#scanner;
    const row = this.#length;
    if (row === this.#starts.length) this.#grow();
    scanner.pages('the page-aligned address of a mapping', this.#starts, row);
    scanner.passDash();
    scanner.pages('the page-aligned end of a mapping', this.#ends, row);
    if ((this.#ends[row] as number) <= (this.#starts[row] as number))
      throw scanner.wrongLine('a mapping that ends above its start');
    scanner.passSpace('addresses');
    this.#permissions[row] = scanner.permissionBits();
    scanner.passSpace('permissions');
    scanner.pages('a page-aligned file offset', this.#offsets, row);
    scanner.passSpace('offset');
    this.#devices[row] = scanner.place;
    scanner.skipDevice();
    scanner.passSpace('device');
    scanner.skipDigits('an inode number');
    if (!scanner.isAtLineEnd) scanner.passSpace('inode number');
    scanner.skipSpaces();
    this.#paths[row] = scanner.place;
    scanner.skipRest();
    scanner.passLineEnd();
    this.#length = row + 1;
    return row;
  }

  /** Room for twice as many lines: the text is none of a kernel's. */
  #grow(): void {
    this.#starts = doubled(this.#starts, Float64Array);
    this.#ends = doubled(this.#ends, Float64Array);
    this.#offsets = doubled(this.#offsets, Float64Array);
    this.#permissions = doubled(this.#permissions, Uint8Array);
    this.#devices = doubled(this.#devices, Uint32Array);
    this.#paths = doubled(this.#paths, Uint32Array);
  }
}

type Column = Float64Array | Uint32Array | Uint8Array;

function doubled<C extends Column>(column: C, Kind: new (length: number) => C): C {
  const larger = new Kind(2 * column.length);
  larger.set(column);
  return larger;
}

/** Where the inode ends: at the first space before the path, if any. */
function inodeEnd(text: string, inode: number, path: number): number {
  const space = text.indexOf(' ', inode);
  return space < 0 || space > path ? path : space;
}

import { SnapshotSyntax } from './errors.ts';

const SPACE = 0x20;
const TAB = 0x09;
const RETURN = 0x0d;
const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;
const NINE = 0x39;
const OPEN = 0x5b;
const CLOSE = 0x5d;
const LARGEST = Number.MAX_SAFE_INTEGER;

/**
 * Reads the integers of one row, `[1,2,[3,4]]`, straight from its bytes: a JSON parser would make
 * an array for each of a million rows.
 */
export class RowScanner {
  private bytes: Uint8Array = new Uint8Array(0);
  private at = 0;
  private end = 0;
  private line = 0;

  /** Starts at the row in `bytes` from `start` to, not including, `end`. */
  open(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
    this.line = line;
    this.expect(OPEN, '[');
  }

  /** Steps into an inner array. */
  enter(): void {
    this.expect(OPEN, '[');
  }

  /** Whether another element follows; steps over the comma before it, or over the closing bracket. */
  more(first: boolean): boolean {
    const byte = this.peek();
    if (byte === CLOSE) {
      this.at++;
      return false;
    }
    if (first) return true;
    this.expect(COMMA, ', or ]');
    return true;
  }

  /** The comma before an element that must be there. */
  next(): void {
    this.expect(COMMA, ',');
  }

  integer(): number {
    const negative = this.peek() === MINUS;
    if (negative) this.at++;
    const first = this.at;
    let value = 0;
    while (this.at < this.end) {
      const byte = this.bytes[this.at] as number;
      if (byte < ZERO || byte > NINE) break;
      value = value * 10 + (byte - ZERO);
      this.at++;
    }
    if (this.at === first) this.fail('an integer');
    if (value > LARGEST) throw new SnapshotSyntax(this.line, 'an integer above 2⁵³ − 1');
    return negative ? -value : value;
  }

  /** Nothing may follow the row. */
  close(): void {
    if (this.peek() !== -1) this.fail('the end of the line');
  }

  private peek(): number {
    while (this.at < this.end) {
      const byte = this.bytes[this.at] as number;
      if (byte !== SPACE && byte !== TAB && byte !== RETURN) return byte;
      this.at++;
    }
    return -1;
  }

  private expect(byte: number, shown: string): void {
    if (this.peek() !== byte) this.fail(shown);
    this.at++;
  }

  private fail(wanted: string): never {
    const found =
      this.at < this.end
        ? `"${String.fromCharCode(this.bytes[this.at] as number)}"`
        : 'the end of the line';
    throw new SnapshotSyntax(this.line, `${wanted} expected at byte ${this.at}, found ${found}`);
  }
}

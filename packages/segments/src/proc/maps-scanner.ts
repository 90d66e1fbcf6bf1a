import { MapsError } from './maps-error.ts';

const NEWLINE = 10;
const SPACE = 32;
const DASH = 45;
const ZERO = 48;
const COLON = 58;

/**
 * Walks over the text of maps or smaps, one field after the other, without regular expressions and
 * without cutting out what is not kept: a process can have 65,530 mappings.
 */
export class MapsScanner {
  readonly text: string;
  /** Where the next field starts. */
  at = 0;
  /** Line of `at`, from 1. */
  line = 1;
  private lineStart = 0;
  private lastDigits = '';
  private lastDevice = '';
  private lastRest = '';

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get isAtLineEnd(): boolean {
    return this.isAtEnd || this.text.charCodeAt(this.at) === NEWLINE;
  }

  /** Whether a line of maps starts here: those of smaps' other fields start with a capital. */
  get isAtAddress(): boolean {
    const code = this.text.charCodeAt(this.at);
    return hexDigit(code) >= 0;
  }

  /**
   * A page-aligned address or offset. All 64-bit ones are exact in a double: they have at most 52
   * significant bits, so [vsyscall] at 0xffffffffff600000 is a number like the others.
   */
  pages(what: string): number {
    const { text, at: from } = this;
    let at = from;
    let value = 0;
    let digit = hexDigit(text.charCodeAt(at));
    while (digit >= 0) {
      value = value * 16 + digit;
      at += 1;
      digit = hexDigit(text.charCodeAt(at));
    }
    this.at = at;
    const length = at - from;
    if (length === 0 || length > 16 || !this.endsInZeros()) throw this.wrong(what, from);
    return value;
  }

  private endsInZeros(): boolean {
    const { text, at } = this;
    return (
      text.charCodeAt(at - 1) === ZERO &&
      text.charCodeAt(at - 2) === ZERO &&
      text.charCodeAt(at - 3) === ZERO
    );
  }

  /** Decimal digits as they are: an inode number may be above 2⁵³, and nobody calculates with it. */
  digits(what: string): string {
    const { text, at: from } = this;
    let at = from;
    while (isDecimal(text.charCodeAt(at))) at += 1;
    this.at = at;
    if (at === from) throw this.wrong(what, from);
    if (!this.isSame(this.lastDigits, from)) this.lastDigits = text.slice(from, at);
    return this.lastDigits;
  }

  /** Whether the field from `from` up to here reads like an earlier one: files stand on several lines. */
  private isSame(earlier: string, from: number): boolean {
    return earlier.length === this.at - from && this.text.startsWith(earlier, from);
  }

  /** A decimal number below 2⁵³. */
  integer(what: string): number {
    const from = this.at;
    const value = Number(this.digits(what));
    if (!Number.isSafeInteger(value)) throw this.wrong(what, from);
    return value;
  }

  /** `fe:00`: two hexadecimal numbers, as text. */
  device(): string {
    const from = this.at;
    this.hexDigits(from);
    this.pass(COLON, 'a device such as fe:00', from);
    this.hexDigits(from);
    if (!this.isSame(this.lastDevice, from)) this.lastDevice = this.text.slice(from, this.at);
    return this.lastDevice;
  }

  private hexDigits(from: number): void {
    const { text, at: start } = this;
    let at = start;
    while (hexDigit(text.charCodeAt(at)) >= 0) at += 1;
    this.at = at;
    if (at === start) throw this.wrong('a device such as fe:00', from);
  }

  /** Up to the end of the line. */
  rest(): string {
    const from = this.at;
    this.at = this.lineEnd();
    if (!this.isSame(this.lastRest, from)) this.lastRest = this.text.slice(from, this.at);
    return this.lastRest;
  }

  lineEnd(): number {
    const end = this.text.indexOf('\n', this.at);
    return end < 0 ? this.text.length : end;
  }

  passDash(): void {
    this.pass(DASH, 'a dash between two addresses', this.at);
  }

  passSpace(after: string): void {
    // The words are only put together where they are needed: this runs five times a line.
    if (this.text.charCodeAt(this.at) !== SPACE)
      throw this.wrong(`a space after the ${after}`, this.at);
    this.at += 1;
  }

  /** Over any number of spaces. */
  skipSpaces(): void {
    const { text } = this;
    let { at } = this;
    while (text.charCodeAt(at) === SPACE) at += 1;
    this.at = at;
  }

  /** To the start of the next line. */
  passLineEnd(): void {
    if (!this.isAtLineEnd) throw this.wrong('the end of the line', this.at);
    this.at++;
    this.line++;
    this.lineStart = this.at;
  }

  private pass(code: number, expected: string, from: number): void {
    if (this.text.charCodeAt(this.at) !== code) throw this.wrong(expected, from);
    this.at++;
  }

  /** What to throw when the field that starts at `from` is not as expected. */
  wrong(expected: string, from: number): MapsError {
    const end = Math.min(from + 8, this.lineEnd());
    return new MapsError({
      line: this.line,
      column: from - this.lineStart + 1,
      expected,
      found: from < end ? JSON.stringify(this.text.slice(from, end)) : 'the end of the line',
    });
  }
}

const isDecimal = (code: number): boolean => code >= ZERO && code <= 57;

/** By character code: the value of a lower-case hexadecimal digit, −1 for anything else. */
const DIGITS: Int8Array = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** The value of a lower-case hexadecimal digit, or a negative number. One look-up: most of a line is digits. */
const hexDigit = (code: number): number => DIGITS[code] ?? -1;

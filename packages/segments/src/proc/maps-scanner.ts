import { MapsError } from './maps-error.ts';

const NEWLINE = 10;
const SPACE = 32;
const DASH = 45;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const TWO_32 = 2 ** 32;

/** Bytes of the window the scanner looks through; a longer line gets a larger one. */
const WINDOW = 65_536;

/**
 * Walks over the text of maps or smaps, one field after the other, without regular expressions and
 * without cutting out what nobody has asked for: a process can have 65,530 mappings. It looks through
 * a window of bytes, one a character, which always holds the whole line: bytes are read several
 * times faster than characters, and a window stays in the processor's cache.
 */
export class MapsScanner {
  readonly text: string;
  /** Line of the next field, from 1. */
  line = 1;
  private codes: Uint8Array;
  /** Where the window starts in the text, and how much of the text it holds. */
  private base = 0;
  private filled = 0;
  /** Where the next field starts, in the window as what follows. */
  private at = 0;
  private lineStart = 0;
  private lineEnd = 0;

  constructor(text: string) {
    this.text = text;
    this.codes = new Uint8Array(Math.min(WINDOW, text.length + 1));
    this.beginLine(0);
  }

  /** Where the next field starts in the text. */
  get place(): number {
    return this.base + this.at;
  }

  get isAtEnd(): boolean {
    return this.base + this.at >= this.text.length;
  }

  get isAtLineEnd(): boolean {
    return this.at >= this.lineEnd;
  }

  /** Whether a line of maps starts here: those of smaps' other fields start with a capital. */
  get isAtAddress(): boolean {
    return hexDigit(this.codes[this.at] as number) >= 0;
  }

  /** The line that starts at a place of the text, its newline included, is in the window afterwards. */
  private beginLine(place: number): void {
    const newline = this.text.indexOf('\n', place);
    const end = newline < 0 ? this.text.length : newline;
    // Whoever keeps the scanner for its text need not keep the window. Else it holds one character more than the line:
    // what stops every field.
    if (place >= this.text.length) this.codes = NO_CODES;
    else if (end + 1 > this.base + this.filled || place === 0) this.fill(place, end + 1 - place);
    this.at = place - this.base;
    this.lineStart = this.at;
    this.lineEnd = end - this.base;
  }

  private fill(place: number, least: number): void {
    if (least > this.codes.length) this.codes = new Uint8Array(2 * least);
    const part = this.text.slice(place, place + this.codes.length);
    putCodes(part, this.codes);
    this.base = place;
    this.filled = part.length;
    if (part.length < this.codes.length) {
      // Behind the text stands what stands behind a line.
      this.codes[part.length] = NEWLINE;
      this.filled += 1;
    }
  }

  /**
   * A page-aligned address or offset, put into a column: a number handed over in memory is not boxed. All 64-bit ones
   * are exact in a double: they have at most 52 significant bits, so [vsyscall] at
   * 0xffffffffff600000 is a number like the others.
   */
  pages(what: string, column: Float64Array, index: number): void {
    const { codes, at: from } = this;
    let at = from;
    let high = 0;
    let low = 0;
    let digit = hexDigit(codes[at] as number);
    while (digit >= 0) {
      high = (high << 4) | (low >>> 28);
      low = (low << 4) | digit;
      at += 1;
      digit = hexDigit(codes[at] as number);
    }
    this.at = at;
    const length = at - from;
    if (length < 3 || length > 16 || (low & 0xfff) !== 0) throw this.wrong(what, from);
    column[index] = (high >>> 0) * TWO_32 + (low >>> 0);
  }

  /** Over decimal digits: an inode number may be above 2⁵³, and nobody calculates with it. */
  skipDigits(what: string): void {
    const { codes, at: from } = this;
    let at = from;
    while (isDecimal(codes[at] as number)) at += 1;
    this.at = at;
    if (at === from) throw this.wrong(what, from);
  }

  /** A decimal number below 2⁵³. */
  integer(what: string): number {
    const from = this.at;
    this.skipDigits(what);
    const value = Number(this.text.slice(this.base + from, this.place));
    if (!Number.isSafeInteger(value)) throw this.wrong(what, from);
    return value;
  }

  /** `Rss` of `Rss:   80 kB`, at most so long; the colon and what is blank behind it are passed. */
  name(what: string, longest: number): string {
    const { codes, at: from } = this;
    let at = from;
    while (isNamePart(codes[at] as number) && at - from < longest) at += 1;
    if (at === from || codes[at] !== COLON) throw this.wrong(what, from);
    this.at = at + 1;
    this.skipSpaces();
    return this.text.slice(this.base + from, this.base + at);
  }

  /** Over `fe:00`: two hexadecimal numbers. */
  skipDevice(): void {
    const from = this.at;
    this.skipHexDigits(from);
    this.pass(COLON, 'a device such as fe:00', from);
    this.skipHexDigits(from);
  }

  private skipHexDigits(from: number): void {
    const { codes, at: start } = this;
    let at = start;
    while (hexDigit(codes[at] as number) >= 0) at += 1;
    this.at = at;
    if (at === start) throw this.wrong('a device such as fe:00', from);
  }

  /** The bits of `rwx` or dashes, then `p` or `s`: 8 readable, 4 writable, 2 executable, 1 shared. */
  permissionBits(): number {
    const { codes, at } = this;
    const bits =
      choice(codes[at] as number, 114, 8) +
      choice(codes[at + 1] as number, 119, 4) +
      choice(codes[at + 2] as number, 120, 2) +
      sharing(codes[at + 3] as number);
    if (bits >= WRONG) throw this.wrong('permissions such as rw-p', at);
    this.at = at + 4;
    return bits;
  }

  /** Up to the end of the line. */
  rest(): string {
    const { place } = this;
    this.at = this.lineEnd;
    return this.text.slice(place, this.place);
  }

  skipRest(): void {
    this.at = this.lineEnd;
  }

  /** Over exactly this, up to the end of the line. */
  passUnit(unit: string): void {
    const from = this.at;
    if (this.rest() !== unit) throw this.wrong(`${unit.trim()} or the end of the line`, from);
  }

  passDash(): void {
    this.pass(DASH, 'a dash between two addresses', this.at);
  }

  passSpace(after: string): void {
    // The words are only put together where they are needed: this runs five times a line.
    if (this.codes[this.at] !== SPACE) throw this.wrong(`a space after the ${after}`, this.at);
    this.at += 1;
  }

  /** Over any number of spaces. */
  skipSpaces(): void {
    const { codes } = this;
    let { at } = this;
    while (codes[at] === SPACE) at += 1;
    this.at = at;
  }

  /** To the start of the next line. */
  passLineEnd(): void {
    if (!this.isAtLineEnd) throw this.wrong('the end of the line', this.at);
    this.line++;
    this.beginLine(this.place + 1);
  }

  private pass(code: number, expected: string, from: number): void {
    if (this.codes[this.at] !== code) throw this.wrong(expected, from);
    this.at++;
  }

  /** What to throw when the whole line is not as expected. */
  wrongLine(expected: string): MapsError {
    return this.wrong(expected, this.lineStart);
  }

  private wrong(expected: string, from: number): MapsError {
    const end = Math.min(from + 8, this.lineEnd);
    const found = this.text.slice(this.base + from, this.base + end);
    return new MapsError({
      line: this.line,
      column: from - this.lineStart + 1,
      expected,
      found: from < end ? JSON.stringify(found) : 'the end of the line',
    });
  }
}

const NO_CODES: Uint8Array = new Uint8Array(0);

/** Stands for every character that is none of ASCII: only in paths, and there nobody looks. */
const OTHER = 0x80;

const ENCODER = new TextEncoder();

function putCodes(text: string, codes: Uint8Array): void {
  // Only ASCII takes as many bytes as characters.
  const { read, written } = ENCODER.encodeInto(text, codes);
  if (read === text.length && written === text.length) return;
  for (let at = 0; at < text.length; at += 1) codes[at] = Math.min(text.charCodeAt(at), OTHER);
}

const isDecimal = (code: number): boolean => code >= ZERO && code <= NINE;

/** Neither blank nor colon. */
const isNamePart = (code: number): boolean => code > SPACE && code !== COLON;

/** By code: the value of a lower-case hexadecimal digit, −1 for anything else. */
const DIGITS: Int8Array = Int8Array.from({ length: 256 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);

/** The value of a lower-case hexadecimal digit, or a negative number. One look-up: most of a line is digits. */
const hexDigit = (code: number): number => DIGITS[code] as number;

/** More than all bits together. */
const WRONG = 16;

/** `bit` for the letter, 0 for a dash, {@link WRONG} for anything else. */
const choice = (code: number, letter: number, bit: number): number =>
  code === letter ? bit : code === DASH ? 0 : WRONG;

const sharing = (code: number): number => (code === 115 ? 1 : code === 112 ? 0 : WRONG);

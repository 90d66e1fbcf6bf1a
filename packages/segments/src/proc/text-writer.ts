/**
 * A long text of short pieces, collected as bytes: a string is made of 64 KiB at once instead of one for every number.
 * What is no ASCII is kept as it is, between two such strings.
 */
export class TextWriter {
  readonly #codes: Uint8Array = new Uint8Array(CHUNK);
  readonly #done: string[] = [];
  #doneLength = 0;
  #used = 0;

  /** Characters written so far. */
  get length(): number {
    return this.#doneLength + this.#used;
  }

  /** Everything written. */
  text(): string {
    this.#flush();
    return this.#done.join('');
  }

  write(piece: string): void {
    if (this.#used + piece.length > CHUNK) this.#flush();
    if (piece.length > CHUNK || !this.#copy(piece)) this.#append(piece);
  }

  /** At least eight digits of a whole number below 2⁶⁴. */
  hex(value: number): void {
    if (this.#used + 16 > CHUNK) this.#flush();
    const high = Math.floor(value / TWO_32);
    if (high > 0) this.#digits(high, 8 - (Math.clz32(high) >>> 2));
    this.#digits(value >>> 0, 8);
  }

  /** Spaces up to a length of the text; none if it is that long already. */
  padTo(length: number): void {
    const blanks = length - this.length;
    if (blanks <= 0) return;
    if (this.#used + blanks > CHUNK) this.#flush();
    this.#codes.fill(SPACE, this.#used, this.#used + blanks);
    this.#used += blanks;
  }

  /** The last `count` hexadecimal digits of 32 bits. */
  #digits(value: number, count: number): void {
    const codes = this.#codes;
    let rest = value;
    for (let at = this.#used + count - 1; at >= this.#used; at -= 1) {
      codes[at] = DIGITS[rest & 15] as number;
      rest >>>= 4;
    }
    this.#used += count;
  }

  /** Whether the piece could be kept as bytes; nothing is written if not. */
  #copy(piece: string): boolean {
    const codes = this.#codes;
    const from = this.#used;
    for (let at = 0; at < piece.length; at += 1) {
      const code = piece.charCodeAt(at);
      if (code >= 0x80) return false;
      codes[from + at] = code;
    }
    this.#used = from + piece.length;
    return true;
  }

  #append(piece: string): void {
    this.#flush();
    this.#done.push(piece);
    this.#doneLength += piece.length;
  }

  #flush(): void {
    if (this.#used === 0) return;
    this.#done.push(ASCII.decode(this.#codes.subarray(0, this.#used)));
    this.#doneLength += this.#used;
    this.#used = 0;
  }
}

const CHUNK = 65_536;
const SPACE = 32;
const TWO_32 = 2 ** 32;
const DIGITS: Uint8Array = new TextEncoder().encode('0123456789abcdef');
const ASCII = new TextDecoder();

/**
 * The trace format of the CS:APP malloc lab, with two lines of our own for calloc and aligned blocks:
 *
 * ```text
 * 20000          up to four header lines, one integer each:
 * 2              suggested heap bytes, number of ids,
 * 5              number of operations, weight
 * 1
 * a 0 512        malloc(512), the answer is block 0
 * c 1 10 24      calloc(10, 24)
 * m 2 64 100     aligned_alloc(64, 100)
 * r 0 640        realloc(block 0, 640)
 * f 1            free(block 1)
 * ```
 */
import { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';

const HEADER_LINES = 4;
const OPERATIONS_LINE = 2;
const LINE = 'a ID SIZE, c ID COUNT SIZE, m ID ALIGN SIZE, r ID SIZE or f ID';

class MallocLabParser implements TraceParser {
  #line = 0;
  #operations = 0;
  readonly #header: number[] = [];
  readonly #live: Set<number> = new Set();

  line(text: string): TraceOperation | null {
    this.#line++;
    const fields = text.trim().split(/\s+/);
    if (fields[0] === '') return null;
    if (fields.length === 1 && this.#operations === 0) return this.#headerLine(text);
    const operation = this.#operation(text, fields);
    this.#operations++;
    return operation;
  }

  end(): void {
    const announced = this.#header[OPERATIONS_LINE];
    if (this.#header.length === HEADER_LINES && announced !== this.#operations)
      this.#fail(`${announced} operations, as line 3 says`, `${this.#operations}`);
  }

  #headerLine(text: string): null {
    if (this.#header.length === HEADER_LINES) this.#fail(LINE, text);
    this.#header.push(this.#number(text.trim(), text));
    return null;
  }

  #operation(text: string, fields: readonly string[]): TraceOperation {
    const [letter, ...operands] = fields;
    const numbers = operands.map((field) => this.#number(field, text));
    const [id = 0, first = 0, second = 0] = numbers;
    const shape = `${letter}${numbers.length}`;
    if (shape === 'a2') return { op: 'malloc', id: this.#born(id), size: first };
    if (shape === 'c3') return { op: 'calloc', id: this.#born(id), count: first, size: second };
    if (shape === 'm3')
      return { op: 'memalign', id: this.#born(id), alignment: first, size: second };
    if (shape === 'r2') return { op: 'realloc', id: this.#living(id), size: first };
    if (shape !== 'f1') this.#fail(LINE, text);
    this.#live.delete(this.#living(id));
    return { op: 'free', id };
  }

  #born(id: number): number {
    if (this.#live.has(id)) this.#fail('an id that is not live', `id ${id}, live already`);
    this.#live.add(id);
    return id;
  }

  #living(id: number): number {
    if (!this.#live.has(id)) this.#fail('a live id', `id ${id}, which is not`);
    return id;
  }

  #number(field: string, text: string): number {
    const value = /^\d+$/.test(field) ? Number(field) : Number.NaN;
    if (!Number.isSafeInteger(value)) this.#fail(LINE, text);
    return value;
  }

  #fail(expected: string, found: string): never {
    throw new TraceFormatError(this.#line, expected, found);
  }
}

/** A parser of malloc-lab lines. An id that is used before its allocation, or again while live, is an error. */
export const mallocLabParser = (): TraceParser => new MallocLabParser();

/** The line of one operation. */
export function formatOperation(operation: TraceOperation): string {
  switch (operation.op) {
    case 'malloc':
      return `a ${operation.id} ${operation.size}`;
    case 'calloc':
      return `c ${operation.id} ${operation.count} ${operation.size}`;
    case 'memalign':
      return `m ${operation.id} ${operation.alignment} ${operation.size}`;
    case 'realloc':
      return `r ${operation.id} ${operation.size}`;
    case 'free':
      return `f ${operation.id}`;
  }
}

/**
 * The log that glibc's `mtrace(3)` writes to `$MALLOC_TRACE`:
 *
 * ```text
 * = Start
 * @ ./program:(main+0x1c)[0x5555] + 0x55d0 0x18     malloc, calloc or memalign: 24 bytes
 * @ ./program:[0x5571] - 0x55d0                     free
 * @ ./program:[0x5580] < 0x55d0                     realloc: of this block, …
 * @ ./program:[0x5580] > 0x5600 0x30                … which is here now, of 48 bytes
 * @ ./program:[0x5590] ! 0x5600 0xffffffff          realloc that failed
 * = End
 * ```
 *
 * The caller is missing where it is unknown. What a calloc counted and what a memalign aligned to is not
 * logged: both are read as malloc. Sizes from 2⁵³ on, which only failed calls have, are rounded.
 *
 * Source: glibc 2.36, malloc/mtrace-impl.c, `tr_where`, `tr_mallochook`, `tr_reallochook`.
 */
import { LiveAddresses } from './live-addresses.ts';
import { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';

const RECORD = /^(?:@ .* )?([-+<>!]) (0x[0-9a-f]+|\(nil\))(?: (0x[0-9a-f]{1,16}|0))?$/;
const LINE =
  '= Start, or @ CALLER and one of + ADDRESS SIZE, - ADDRESS, < OLD, > NEW SIZE, ! OLD SIZE';

class MtraceParser implements TraceParser {
  readonly #live: LiveAddresses = new LiveAddresses();
  #line = 0;
  /** The block a realloc began with, until the line that ends it. */
  #moving: string | null = null;

  line(text: string): TraceOperation | null {
    this.#line++;
    const line = text.trimEnd();
    if (line === '' || /^= (?:Start|End)$/.test(line)) return null;
    const [, mark, address = '', size] = RECORD.exec(line) ?? [];
    const sized = mark === '+' || mark === '>' || mark === '!';
    if (mark === undefined || sized !== (size !== undefined)) this.#fail(LINE, line);
    if ((this.#moving !== null) !== (mark === '>'))
      this.#fail(mark === '>' ? '< OLD before > NEW SIZE' : '> NEW SIZE behind < OLD', line);
    return this.#record(mark, address, Number(size ?? 0));
  }

  end(): void {
    if (this.#moving !== null) this.#fail('> NEW SIZE behind < OLD', 'the end');
  }

  #record(mark: string, address: string, size: number): TraceOperation | null {
    if (mark === '+') return this.#live.born(this.#line, address, { op: 'malloc', size });
    if (mark === '-') return this.#live.freed(address);
    if (mark === '!') return null;
    if (mark === '<') {
      this.#moving = address;
      return null;
    }
    const from = this.#moving ?? '';
    this.#moving = null;
    return this.#live.moved(this.#line, from, address, size);
  }

  #fail(expected: string, found: string): never {
    throw new TraceFormatError(this.#line, expected, found);
  }
}

/**
 * A parser of the log of `mtrace(3)`.
 *
 * ```ts
 * import { formatOperation, mtraceParser, readTrace } from '@memstrata/allocator/trace';
 *
 * const log = '= Start\n@ ./a:[0x1] + 0x5a0 0x18\n@ ./a:[0x2] < 0x5a0\n@ ./a:[0x2] > 0x5c0 0x30\n';
 * for (const operation of readTrace(log, mtraceParser())) console.log(formatOperation(operation));
 * // → a 0 24
 * // → r 0 48
 * ```
 */
export const mtraceParser = (): TraceParser => new MtraceParser();

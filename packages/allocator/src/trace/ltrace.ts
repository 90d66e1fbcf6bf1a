/**
 * What `ltrace -x malloc+calloc+realloc+memalign+aligned_alloc+free` prints, or with `-e`, and with `-f`, `-o`, `-t`,
 * `-i` or without:
 *
 * ```text
 * malloc(24)                                       = 0x55d0
 * [pid 7] program->calloc(10, 24)                  = 0x5600
 * 7 realloc(0x55d0, 48 <unfinished ...>
 * 7 <... realloc resumed> )                        = 0x5700
 * free(0x5700)                                     = <void>
 * malloc@libc.so.6(24)                             = 0x55d0
 * +++ exited (status 0) +++
 * ```
 *
 * `-e` tells of calls from one file to another; `-x` stops in the function itself (`malloc@libc.so.6`), whoever calls
 * it. What a function of the heap calls of its kind before it returns is its own doing and no operation.
 *
 * Calls of other names are passed over. `posix_memalign` answers through memory that ltrace does not
 * show: its blocks stay unknown. All threads and processes of a log are taken for one heap.
 *
 * Source: ltrace 0.7.3, output.c, `output_left`, `output_right`, `begin_of_line`.
 */
import { type Birth, isNull, type Leaving, LiveAddresses } from './live-addresses.ts';
import { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';

/** Process or thread, time, place of the call, and the object that calls. */
const PREFIX =
  /^(?:\[pid (\d+)\] |(\d+) )?(?:\d+:\d\d:\d\d(?:\.\d+)? |\d+\.\d+ )?(?:\[0x[0-9a-f]+\] )?/;
const CALL = /^(?:\S+->)?([A-Za-z_]\w*)(@[^\s(]+)?\((.*)$/;
const RESUMED = /^<\.\.\. (\w+) resumed>\s?(.*)$/;
/** A call may come back after ltrace said that it will not. */
const UNFINISHED = /^(.*?)\s*<(unfinished|no return) \.\.\.>$/;
/** Arguments and answer of a whole call; `-T` adds the time it took. */
const WHOLE = /^(.*)\)\s+= (\S.*?)(?: <\d+\.\d+>)?$/;
const NOTE = /^(?:\+\+\+ .*|--- .*|unexpected breakpoint at .*)$/;
const LINE = 'a call, NAME(ARGUMENTS) = ANSWER';

/** How many arguments each call that is read has; ltrace prints more where it knows no prototype. */
const ARGUMENTS: Readonly<Record<string, number>> = {
  malloc: 1,
  calloc: 2,
  realloc: 2,
  memalign: 2,
  aligned_alloc: 2,
  valloc: 1,
  free: 1,
};

const PAGE = 4096;

/** A call as a line tells it, whole or begun. */
interface Heard {
  readonly name: string;
  readonly behind: string;
  readonly isPart: boolean;
}

/** The first half of a call that another line ends. What it frees is free from here on. */
interface Begun {
  readonly name: string;
  readonly text: string;
  /** The block of a realloc. */
  readonly leaving: Leaving | null;
  /** Whether what is called until it ends is its own doing. */
  readonly encloses: boolean;
  /** Whether another call does it. */
  readonly isPart: boolean;
}

const isOfHeap = (name: string): boolean => Object.hasOwn(ARGUMENTS, name);

class LtraceParser implements TraceParser {
  readonly #live: LiveAddresses = new LiveAddresses();
  /** Calls under way by process or thread, the innermost last. */
  readonly #begun: Map<string, Begun[]> = new Map();
  /** How many of them enclose what comes. */
  readonly #enclosing: Map<string, number> = new Map();
  #line = 0;

  line(text: string): TraceOperation | null {
    this.#line++;
    const whole = text.trimEnd();
    if (whole.trim() === '') return null;
    const [prefix = '', bracketed, bare] = PREFIX.exec(whole) ?? [];
    const line = whole.slice(prefix.length).trimStart();
    const process = bracketed ?? bare ?? '';
    const [, resumed, rest = ''] = RESUMED.exec(line) ?? [];
    if (resumed !== undefined) return this.#resume(process, resumed, rest, line);
    if (NOTE.test(line)) return null;
    const [, name, library, behind = ''] = CALL.exec(line) ?? [];
    if (name === undefined) this.#fail(LINE, line);
    const isPart = library !== undefined && this.#enclosed(process) > 0;
    return this.#call(process, { name, behind, isPart }, line);
  }

  /** Calls that never came back, as those that a signal or `exit` ended, are no operations. */
  end(): void {
    this.#begun.clear();
    this.#enclosing.clear();
  }

  #call(process: string, { name, behind, isPart }: Heard, line: string): TraceOperation | null {
    const [, unfinished, how] = UNFINISHED.exec(behind) ?? [];
    if (unfinished === undefined) return isPart ? null : this.#operation(name, behind, null, line);
    const [first = ''] = unfinished.split(',');
    const leaves = name === 'realloc' && !isPart;
    const leaving = leaves ? this.#live.leaving(this.#address(first)) : null;
    const begun = this.#begun.get(process) ?? [];
    const encloses = isOfHeap(name) && how === 'unfinished';
    begun.push({ name, text: unfinished, leaving, encloses, isPart });
    this.#begun.set(process, begun);
    if (encloses) this.#enclosing.set(process, this.#enclosed(process) + 1);
    return name === 'free' && !isPart ? this.#live.freed(this.#address(first)) : null;
  }

  #resume(process: string, name: string, rest: string, line: string): TraceOperation | null {
    const begun = this.#begun.get(process) ?? [];
    const index = begun.findLastIndex((call) => call.name === name);
    const [call] = index < 0 ? [] : begun.splice(index, 1);
    if (!call) this.#fail(`a call of ${name} that began`, line);
    if (call.encloses) this.#enclosing.set(process, this.#enclosed(process) - 1);
    if (name === 'free' || call.isPart) return null;
    return this.#operation(name, call.text + rest, call.leaving, line);
  }

  #enclosed(process: string): number {
    return this.#enclosing.get(process) ?? 0;
  }

  #operation(
    name: string,
    text: string,
    leaving: Leaving | null,
    line: string,
  ): TraceOperation | null {
    const expected = isOfHeap(name) ? ARGUMENTS[name] : undefined;
    if (expected === undefined) return null;
    const [, list = '', answer = ''] = WHOLE.exec(text) ?? this.#fail(LINE, line);
    const fields = list.split(',', expected).map((field) => field.trim());
    if (fields.length < expected) this.#fail(`${expected} arguments of ${name}`, line);
    const [first = '', second = ''] = fields;
    if (name === 'free') return this.#live.freed(this.#address(first));
    const to = this.#address(answer);
    if (name !== 'realloc') return this.#live.born(this.#line, to, this.#birth(name, fields));
    const from = leaving ?? this.#live.leaving(this.#address(first));
    return this.#live.arrived(this.#line, from, to, this.#number(second));
  }

  #birth(name: string, fields: readonly string[]): Birth {
    const [first = 0, second = 0] = fields.map((field) => this.#number(field));
    if (name === 'malloc') return { op: 'malloc', size: first };
    if (name === 'calloc') return { op: 'calloc', count: first, size: second };
    if (name === 'valloc') return { op: 'memalign', alignment: PAGE, size: first };
    return { op: 'memalign', alignment: first, size: second };
  }

  #address(text: string): string {
    if (!isNull(text) && !/^0x[0-9a-f]+$/.test(text)) this.#fail('an address', text);
    return text;
  }

  #number(text: string): number {
    // From 2⁵³ on, which only failed calls ask for, it is rounded.
    if (/^(?:\d{1,20}|0x[0-9a-f]{1,16})$/.test(text)) return Number(text);
    return this.#fail('a whole number', text);
  }

  #fail(expected: string, found: string): never {
    throw new TraceFormatError(this.#line, expected, found);
  }
}

/**
 * A parser of the output of `ltrace`.
 *
 * ```ts
 * import { formatOperation, ltraceParser, readTrace } from '@memstrata/allocator/trace';
 *
 * const log = '[pid 7] malloc(24 <unfinished ...>\n[pid 7] <... malloc resumed> ) = 0x5a0\nfree(0x5a0) = <void>\n';
 * for (const operation of readTrace(log, ltraceParser())) console.log(formatOperation(operation));
 * // → a 0 24
 * // → f 0
 * ```
 */
export const ltraceParser = (): TraceParser => new LtraceParser();

/** The format of a trace, told by its first line that says something. */
import { ltraceParser } from './ltrace.ts';
import { mallocLabParser } from './malloc-lab.ts';
import { mtraceParser } from './mtrace.ts';
import { TraceFormatError, type TraceOperation, type TraceParser } from './operation.ts';

const FORMATS: readonly (readonly [first: RegExp, parser: () => TraceParser])[] = [
  [/^\s*(?:\d+|[acmrf](?:\s+\S+)+)\s*$/, mallocLabParser],
  [/^(?:= Start|@ .* [-+<>!] \S+.*|[-+<>!] (?:0x|\(nil\)).*)$/, mtraceParser],
  [/\(.*|^(?:\+\+\+|---) |resumed>/, ltraceParser],
];

class DetectingParser implements TraceParser {
  #chosen: TraceParser | null = null;
  #skipped = 0;

  line(text: string): TraceOperation | null {
    if (this.#chosen) return this.#chosen.line(text);
    if (text.trim() === '') {
      this.#skipped++;
      return null;
    }
    const format = FORMATS.find(([first]) => first.test(text.trimEnd()));
    if (!format)
      throw new TraceFormatError(
        this.#skipped + 1,
        'a line of the malloc lab, of mtrace or of ltrace',
        text,
      );
    this.#chosen = format[1]();
    // The parser counts the empty lines too, so that its errors name the right one.
    for (; this.#skipped > 0; this.#skipped--) this.#chosen.line('');
    return this.#chosen.line(text);
  }

  end(): void {
    this.#chosen?.end();
  }
}

/**
 * A parser of malloc-lab traces, logs of `mtrace(3)` and output of `ltrace`: the first line decides.
 *
 * ```ts
 * import { detectingParser, readTrace } from '@memstrata/allocator/trace';
 *
 * for (const log of ['a 0 24', '= Start\n+ 0x5a0 0x18', 'malloc(24) = 0x5a0'])
 *   console.log([...readTrace(log, detectingParser())][0]);
 * // → { op: 'malloc', id: 0, size: 24 }
 * // → { op: 'malloc', size: 24, id: 0 }
 * // → { op: 'malloc', size: 24, id: 0 }
 * ```
 */
export const detectingParser = (): TraceParser => new DetectingParser();

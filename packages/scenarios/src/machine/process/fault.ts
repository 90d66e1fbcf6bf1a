import { DoubleFree, HeapCorruption, InvalidFree } from '@memstrata/allocator';
import type { BusError, SegmentationFault } from '@memstrata/segments';
import type { Observation } from '../../observe.ts';
import type { Fault } from '../moment.ts';
import type { ProcessHeap } from './heap-place.ts';
import type { Process } from './process.ts';

const PAGE = 4096;

/** Why a depth is told and not claimed. */
const notClaimed = {
  en: 'The real number may differ by a few: arguments, environment and the C library take the first bytes of the stack.',
  zh: '真实的次数可能相差几次：参数、环境变量和 C 库先占去栈的一部分。',
} as const;

/** The signal that ends the program, as plain data, with what the program's handler prints. */
export function faultOf(error: SegmentationFault | BusError, process: Process): Fault {
  const { signal, siCode, address, intent, wanted, had, cause } = error.fault;
  const word = `${signal} ${siCode}`;
  const details = { signal, siCode, address, intent, wanted, cause };
  return Object.freeze({
    name: error.name,
    code: error.code,
    message: word,
    details: Object.freeze(had === null ? details : { ...details, had }),
    observed: Object.freeze([{ name: 'fault', value: word }, ...deep(address, process)]),
  });
}

/** What glibc has noticed: its own line, and the signal it ends the program with. Null for any other error. */
export function abortOf(error: unknown, heap: ProcessHeap | null): Fault | null {
  const isAbort =
    error instanceof DoubleFree || error instanceof InvalidFree || error instanceof HeapCorruption;
  if (!isAbort || error.report === undefined) return null;
  const { name, code, report } = error;
  const place = 'pointer' in error ? error.pointer : error.offset;
  const address = heap?.addressOf(place) ?? place;
  return Object.freeze({
    name,
    code,
    message: `SIGABRT, ${report}`,
    details: Object.freeze({ signal: 'SIGABRT', report, address }),
    observed: Object.freeze([
      { name: 'fault', value: 'SIGABRT' },
      { name: 'glibc says', value: report },
    ]),
  });
}

/** What the handler prints of an endless recursion. */
function deep(address: number, { recursionDepth, space }: Process): readonly Observation[] {
  if (recursionDepth === null) return [];
  const pages = (space.layout.stackTop - (address - (address % PAGE))) / PAGE;
  return [
    { name: 'pages from the top of the stack to the fault', value: pages },
    { name: 'calls until the fault', value: recursionDepth, notClaimed },
  ];
}

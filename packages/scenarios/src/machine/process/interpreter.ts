/** The process a Python program runs in, and what pymalloc asks it for. */
import { isErrno } from '@memstrata/segments';
import type { Unit } from '../../program/process-steps.ts';
import type { Pages } from '../process-part.ts';
import type { Process } from './process.ts';

/** What of the interpreter's file matters to the picture; the sizes of a real one are not modelled. */
export const interpreter: Unit = {
  variables: [{ name: '_PyRuntime', type: 'char', length: 65_536, storage: 'static' }],
  functions: [{ name: 'main' }],
};

const PAGE = 4096;

/** Arenas are anonymous private mappings, readable and writable (`_PyObject_ArenaMmap`). */
export const pagesOf = (process: Process): Pages => ({
  map(bytes) {
    const start = process.space.mmap({ length: bytes });
    return isErrno(start) ? null : start;
  },
  unmap(start, bytes) {
    process.space.munmap(start, bytes);
  },
  touch: (start, end) => touch(process, start, end),
  quietly: (work) => process.quietly(work),
});

/** Marks the pages that have no memory yet, and tells each run of them. */
function touch(process: Process, start: number, end: number): number {
  let touched = 0;
  let first: number | null = null;
  const tell = (to: number): void => {
    if (first === null) return;
    const pages = (to - first) / PAGE;
    process.announceApart({ type: 'page-touched', page: first, pages, intent: 'write' });
    first = null;
    touched += pages;
  };
  let page = start - (start % PAGE);
  for (; page < end; page += PAGE)
    if (process.touched.has(page)) tell(page);
    else {
      first ??= page;
      process.touched.add(page);
    }
  tell(page);
  return touched;
}

/** What Python versions do differently that neither counting nor collecting decides: data by version. */
import type { PythonVersion } from '@memstrata/refcount';

/** The rules of one version. */
export interface PythonRules {
  /** True where a call's arguments stay on the caller's stack besides being the callee's locals (up to 3.10). */
  readonly callerKeepsArguments: boolean;
  /** The integers from −5 to this exist once (`_PY_NSMALLPOSINTS`). */
  readonly largestSmallInt: number;
  /** Whether `gc.get_objects` can be asked for one generation (from 3.8). */
  readonly listsGenerations: boolean;
  /** `sizeof(PyGC_Head)`: what the collector keeps in front of a tracked object. */
  readonly headBytes: number;
  /** Whether `sys.intern` makes a string immortal: 3.12 alone (Objects/unicodeobject.c, PyUnicode_InternInPlace). */
  readonly internedIsImmortal: boolean;
  /**
   * The frame of a generator that was never started: an object of its own (up to 3.10), or within the generator and
   * cleared when that is closed (3.11, and again from 3.14.5 on), or kept then, because such a generator is only
   * marked as done (3.12 and 3.13 until the patch release that mends it: gh-142766).
   * Source: Objects/genobject.c, gen_close.
   */
  readonly generatorFrame: 'object' | 'cleared' | 'kept';
}

const python36: PythonRules = {
  callerKeepsArguments: true,
  largestSmallInt: 256,
  listsGenerations: false,
  headBytes: 32,
  internedIsImmortal: false,
  generatorFrame: 'object',
};
const python38: PythonRules = { ...python36, listsGenerations: true, headBytes: 16 };
const python311: PythonRules = {
  ...python38,
  callerKeepsArguments: false,
  generatorFrame: 'cleared',
};

/**
 * The rules of each version. The numbers of references of 3.14 and 3.15 and the small integers of 3.15
 * were read off CPython 3.14.2 and 3.15.0rc1 as WebAssembly builds, the others off native ones.
 */
export const pythonRules: Readonly<Record<PythonVersion, PythonRules>> = {
  '3.6': python36,
  '3.7': python36,
  '3.8': python38,
  '3.9': python38,
  '3.10': python38,
  '3.11': python311,
  '3.12': { ...python311, generatorFrame: 'kept', internedIsImmortal: true },
  '3.13': { ...python311, generatorFrame: 'kept' },
  '3.14.5': python311,
  '3.15': { ...python311, largestSmallInt: 1024 },
};

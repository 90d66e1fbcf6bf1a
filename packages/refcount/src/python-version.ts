/**
 * Which CPython the heap behaves like, and what each version changed for counting.
 *
 * A rule that differs between versions is a field of {@link RefcountProfile}; no algorithm asks for
 * the version itself. CPython 3.14.0 to 3.14.4 shipped an incremental collector that 3.14.5 took
 * out again: those five releases are not modelled.
 */

/** The CPython versions that are modelled. */
export type PythonVersion =
  | '3.6'
  | '3.7'
  | '3.8'
  | '3.9'
  | '3.10'
  | '3.11'
  | '3.12'
  | '3.13'
  | '3.14.5'
  | '3.15';

/** The modelled versions, oldest first. */
export const pythonVersions: readonly PythonVersion[] = [
  '3.6',
  '3.7',
  '3.8',
  '3.9',
  '3.10',
  '3.11',
  '3.12',
  '3.13',
  '3.14.5',
  '3.15',
];

/** How a profile is known: recorded from an interpreter, or reported by CPython's authors. */
export interface Evidence {
  readonly kind: 'recorded' | 'reported';
  /** The interpreter that was recorded, or where the report stands. */
  readonly source: string;
}

/** When deallocation stops nesting and postpones objects (`Include/cpython/object.h`, the trashcan). */
export interface TrashcanRule {
  /** Nesting at which an instance of a Python class is postponed instead of deallocated. */
  readonly instanceLimit: number;
  /** The same for the built-in containers and for frames. */
  readonly containerLimit: number;
  /** Postponed objects are taken up when the nesting has come down to this. */
  readonly drainAt: number;
  /** False where an instance never takes up postponed objects itself (3.6, 3.7). */
  readonly instancesDrain: boolean;
  /** True where the frame of a Python function takes part (up to 3.10). */
  readonly frames: boolean;
  /** True where the built-in base of a subclass nests once more (3.6, 3.7). */
  readonly basesNest: boolean;
}

/** How many dead objects of one built-in type are kept for reuse instead of being freed. */
export interface FreeListRule {
  /** Objects kept; for tuples, of each length. */
  readonly limit: number;
  /** Longest object kept, in items. */
  readonly longest: number;
}

/** The built-in types that have a free list in some version. */
export type FreeListName = 'tuple' | 'list' | 'dict' | 'method';

/** What counting, deallocation and tracking of one Python version do. */
export interface RefcountProfile {
  readonly evidence: Evidence;
  /** Immortal objects exist (PEP 683, from 3.12): their count never moves. */
  readonly immortality: boolean;
  /** `sys.getrefcount(None)`; null where `None` is counted like everything else. */
  readonly immortalRefcount: number | null;
  /** False from 3.14: a local variable is lent to a call, not counted for it. */
  readonly argumentsCounted: boolean;
  readonly trashcan: TrashcanRule;
  readonly freeLists: Readonly<Record<FreeListName, FreeListRule>>;
  /** True where an instance without slots is a gc object (from 3.8). */
  readonly emptyInstancesTracked: boolean;
  /** From how many weak references on a dying object's are held in a temporary tuple. */
  readonly weakReferencesHeldFrom: number;
  /** True where even the first, callback-less weak references are held there (from 3.13). */
  readonly plainWeakReferencesHeld: boolean;
  /** A new tuple is tracked always, or only if one of its items can be tracked (3.15). */
  readonly newTuples: 'tracked' | 'tracked-if-needed';
  /** A dict joins the collector with its first trackable value (up to 3.13), or at once. */
  readonly newDicts: 'tracked' | 'tracked-if-needed';
  /** True where calling a type with arguments builds a tracked tuple of them first. */
  readonly callTuples: { readonly weakReference: boolean; readonly tuple: boolean };
}

/** Another record that differs in a few fields. Marked pure at each call, so that who needs no profile bundles none. */
const derive = <T extends object>(base: T, changes: Partial<T>): T => ({ ...base, ...changes });

const FREE_LISTS: Readonly<Record<FreeListName, FreeListRule>> = {
  tuple: { limit: 2000, longest: 19 },
  list: { limit: 80, longest: Number.POSITIVE_INFINITY },
  dict: { limit: 80, longest: Number.POSITIVE_INFINITY },
  method: { limit: 0, longest: 0 },
};

/** From 3.11 the lists are counted from tuples of one item, so that the longest kept has 20. */
const LONGER_TUPLES: Readonly<Record<FreeListName, FreeListRule>> = /* @__PURE__ */ derive(
  FREE_LISTS,
  {
    tuple: { limit: 2000, longest: 20 },
  },
);

const METHODS_TOO: Readonly<Record<FreeListName, FreeListRule>> = /* @__PURE__ */ derive(
  FREE_LISTS,
  {
    method: { limit: 256, longest: 0 },
  },
);

const EARLY_TRASHCAN: TrashcanRule = {
  instanceLimit: 49,
  containerLimit: 50,
  drainAt: 0,
  instancesDrain: false,
  frames: true,
  basesNest: true,
};

const TRASHCAN: TrashcanRule = {
  instanceLimit: 50,
  containerLimit: 50,
  drainAt: 0,
  instancesDrain: true,
  frames: true,
  basesNest: false,
};

/** Nesting bounded by the C recursion budget of x86-64; taken up again below twice the headroom. */
const BUDGET_TRASHCAN: TrashcanRule = /* @__PURE__ */ derive(TRASHCAN, {
  instanceLimit: 9948,
  containerLimit: 9948,
  drainAt: 9897,
  frames: false,
});

/** Bounded by the size of the C stack alone: recorded chains of 10,000 came down in one piece. */
const STACK_TRASHCAN: TrashcanRule = /* @__PURE__ */ derive(TRASHCAN, {
  instanceLimit: Number.POSITIVE_INFINITY,
  containerLimit: Number.POSITIVE_INFINITY,
  frames: false,
});

const native = (version: string): Evidence => ({
  kind: 'recorded',
  source: `CPython ${version}, x86-64 Linux`,
});

const python36: RefcountProfile = {
  evidence: /* @__PURE__ */ native('3.6.15'),
  immortality: false,
  immortalRefcount: null,
  argumentsCounted: true,
  trashcan: EARLY_TRASHCAN,
  freeLists: METHODS_TOO,
  emptyInstancesTracked: false,
  weakReferencesHeldFrom: 2,
  plainWeakReferencesHeld: false,
  newTuples: 'tracked',
  newDicts: 'tracked-if-needed',
  callTuples: { weakReference: true, tuple: true },
};

const python38: RefcountProfile = /* @__PURE__ */ derive(python36, {
  evidence: /* @__PURE__ */ native('3.8.18'),
  trashcan: TRASHCAN,
  emptyInstancesTracked: true,
});

const python39: RefcountProfile = /* @__PURE__ */ derive(python38, {
  evidence: /* @__PURE__ */ native('3.9.18'),
  freeLists: FREE_LISTS,
  callTuples: { weakReference: true, tuple: false },
});

const python311: RefcountProfile = /* @__PURE__ */ derive(python39, {
  evidence: /* @__PURE__ */ native('3.11.7'),
  trashcan: /* @__PURE__ */ derive(TRASHCAN, { frames: false }),
  freeLists: LONGER_TUPLES,
});

const python312: RefcountProfile = /* @__PURE__ */ derive(python311, {
  evidence: /* @__PURE__ */ native('3.12.1'),
  immortality: true,
  immortalRefcount: 4_294_967_295,
  callTuples: { weakReference: false, tuple: false },
});

const python313: RefcountProfile = /* @__PURE__ */ derive(python312, {
  evidence: /* @__PURE__ */ native('3.13.0'),
  trashcan: BUDGET_TRASHCAN,
  weakReferencesHeldFrom: 1,
  plainWeakReferencesHeld: true,
});

const python314: RefcountProfile = /* @__PURE__ */ derive(python313, {
  evidence: { kind: 'reported', source: 'python/cpython gh-148726, pull request 148720' },
  trashcan: STACK_TRASHCAN,
  argumentsCounted: false,
  immortalRefcount: 3_221_225_472,
  newDicts: 'tracked',
});

const python315: RefcountProfile = /* @__PURE__ */ derive(python314, {
  evidence: { kind: 'recorded', source: 'CPython 3.15.0rc1, wasm32 (Pyodide 315.0.0-alpha.2)' },
  immortalRefcount: 1_879_048_192,
  newTuples: 'tracked-if-needed',
});

/** The counting rules of each version, as data. */
export const refcountProfiles: Readonly<Record<PythonVersion, RefcountProfile>> = {
  '3.6': python36,
  '3.7': /* @__PURE__ */ derive(python36, { evidence: /* @__PURE__ */ native('3.7.16') }),
  '3.8': python38,
  '3.9': python39,
  '3.10': /* @__PURE__ */ derive(python39, { evidence: /* @__PURE__ */ native('3.10.13') }),
  '3.11': python311,
  '3.12': python312,
  '3.13': python313,
  '3.14.5': python314,
  '3.15': python315,
};

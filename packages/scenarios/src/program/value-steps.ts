import type { QuestionRemarks, StepRemarks, StepsOf } from './remarks.ts';

/** What can keep a local variable alive after its function has returned. */
export type Keeper = 'exception' | 'closure' | 'default' | 'cache' | 'generator' | 'method';

/** The keepers by name. */
export const keepers: readonly Keeper[] = [
  'exception',
  'closure',
  'default',
  'cache',
  'generator',
  'method',
];

/** Where `sys.getrefcount` is called: at module level, or in a function that got the object as argument. */
export type CallSite = 'module' | 'function';

/** Operations on built-in values, weak references and finalizers. */
export type ValueStep =
  | (StepRemarks & {
      readonly op: 'class-with-finalizer';
      readonly name: string;
      readonly slots: readonly string[];
      readonly saveAs: string | null;
    })
  | (StepRemarks & { readonly op: 'new-labelled'; readonly into: string; readonly type: string })
  | StepsOf<
      'list' | 'tuple',
      StepRemarks & {
        readonly into: string;
        readonly items: readonly string[];
      }
    >
  | (StepRemarks & {
      readonly op: 'dict';
      readonly into: string;
      readonly items: readonly string[];
    })
  | (StepRemarks & { readonly op: 'append'; readonly to: string; readonly item: string })
  | (StepRemarks & { readonly op: 'clear'; readonly of: string })
  | (StepRemarks & { readonly op: 'int'; readonly into: string; readonly value: number })
  | StepsOf<
      'string' | 'intern',
      StepRemarks & {
        readonly into: string;
        readonly text: string;
      }
    >
  | (StepRemarks & { readonly op: 'none'; readonly into: string })
  | StepsOf<
      'weak-reference' | 'weak-callback',
      StepRemarks & {
        readonly into: string;
        readonly of: string;
      }
    >
  | (StepRemarks & {
      readonly op: 'keep';
      readonly into: string;
      readonly by: Keeper;
      readonly of: string;
    })
  | (StepRemarks & { readonly op: 'hold-from-c'; readonly of: string })
  | (StepRemarks & { readonly op: 'remember-count'; readonly of: string; readonly as: string })
  | (QuestionRemarks & { readonly op: 'ask-gain'; readonly of: string; readonly since: string })
  | (QuestionRemarks & {
      readonly op: 'ask-refcount';
      readonly of: string;
      readonly where: CallSite;
    })
  | (QuestionRemarks & { readonly op: 'ask-same'; readonly of: string; readonly as: string })
  | (QuestionRemarks & { readonly op: 'ask-alive'; readonly of: string })
  | (QuestionRemarks & { readonly op: 'ask-told' });

/** Makes the steps on built-in values, weak references and finalizers. */
export const valueSteps = {
  /**
   * `class name:` with `__del__`, which tells the instance's label and, unless null, makes `saveAs` a
   * name for it: the instance is resurrected.
   */
  classWithFinalizer: (
    name: string,
    slots: readonly string[],
    saveAs: string | null = null,
    remarks?: StepRemarks,
  ): ValueStep => ({ op: 'class-with-finalizer', name, slots, saveAs, ...remarks }),
  /** `into = type("into")`: an instance whose finalizer tells the name it was born with. */
  newLabelled: (into: string, type: string, remarks?: StepRemarks): ValueStep => ({
    op: 'new-labelled',
    into,
    type,
    ...remarks,
  }),
  /** `into = [items]` */
  list: (into: string, items: readonly string[], remarks?: StepRemarks): ValueStep => ({
    op: 'list',
    into,
    items,
    ...remarks,
  }),
  /** `into = (items)` */
  tuple: (into: string, items: readonly string[], remarks?: StepRemarks): ValueStep => ({
    op: 'tuple',
    into,
    items,
    ...remarks,
  }),
  /** `into = {"item": item}` for each item. */
  dict: (into: string, items: readonly string[], remarks?: StepRemarks): ValueStep => ({
    op: 'dict',
    into,
    items,
    ...remarks,
  }),
  /** `to.append(item)` */
  append: (to: string, item: string, remarks?: StepRemarks): ValueStep => ({
    op: 'append',
    to,
    item,
    ...remarks,
  }),
  /** `of.clear()` on a list. */
  clear: (of: string, remarks?: StepRemarks): ValueStep => ({ op: 'clear', of, ...remarks }),
  /** `into = int("value")`: made when the program runs, not a constant the compiler shares. */
  int: (into: string, value: number, remarks?: StepRemarks): ValueStep => ({
    op: 'int',
    into,
    value,
    ...remarks,
  }),
  /** `into = "".join(…)`: a string made when the program runs. */
  string: (into: string, text: string, remarks?: StepRemarks): ValueStep => ({
    op: 'string',
    into,
    text,
    ...remarks,
  }),
  /** The same, and `sys.intern`. */
  intern: (into: string, text: string, remarks?: StepRemarks): ValueStep => ({
    op: 'intern',
    into,
    text,
    ...remarks,
  }),
  /** `into = None` */
  none: (into: string, remarks?: StepRemarks): ValueStep => ({ op: 'none', into, ...remarks }),
  /** `into = weakref.ref(of)` */
  weakReference: (into: string, of: string, remarks?: StepRemarks): ValueStep => ({
    op: 'weak-reference',
    into,
    of,
    ...remarks,
  }),
  /** `into = weakref.ref(of, callback)`; the callback tells the name of the weak reference. */
  weakCallback: (into: string, of: string, remarks?: StepRemarks): ValueStep => ({
    op: 'weak-callback',
    into,
    of,
    ...remarks,
  }),
  /** `into` becomes something that keeps `of`, a local variable of a function, alive. */
  keep: (into: string, by: Keeper, of: string, remarks?: StepRemarks): ValueStep => ({
    op: 'keep',
    into,
    by,
    of,
    ...remarks,
  }),
  /** `Py_IncRef(of)`: a reference of C code, which no Python object and no name holds. */
  holdFromC: (of: string, remarks?: StepRemarks): ValueStep => ({
    op: 'hold-from-c',
    of,
    ...remarks,
  }),
  /** `as = sys.getrefcount(of)` */
  rememberCount: (of: string, as: string, remarks?: StepRemarks): ValueStep => ({
    op: 'remember-count',
    of,
    as,
    ...remarks,
  }),
  /** Asks by how much the count has risen since it was remembered. */
  gain: (of: string, since: string, remarks?: QuestionRemarks): ValueStep => ({
    op: 'ask-gain',
    of,
    since,
    ...remarks,
  }),
  /** Asks `sys.getrefcount(of)` as it is printed, the temporaries of the call included. */
  refcount: (of: string, where: CallSite, remarks?: QuestionRemarks): ValueStep => ({
    op: 'ask-refcount',
    of,
    where,
    ...remarks,
  }),
  /** Asks `of is as`. */
  same: (of: string, as: string, remarks?: QuestionRemarks): ValueStep => ({
    op: 'ask-same',
    of,
    as,
    ...remarks,
  }),
  /** Asks whether a weak reference still answers its object. */
  alive: (of: string, remarks?: QuestionRemarks): ValueStep => ({
    op: 'ask-alive',
    of,
    ...remarks,
  }),
  /** Asks what finalizers and callbacks have told since this was asked last, in order. */
  told: (remarks?: QuestionRemarks): ValueStep => ({ op: 'ask-told', ...remarks }),
} as const;

/** What a generated Python program defines before its first statement: only what its steps use. */
import type { PythonStep } from '../program/python.ts';
import { type Keeper, keepers } from '../program/value-steps.ts';

type Ops = ReadonlySet<PythonStep['op']>;

const opsOf = (steps: readonly PythonStep[]): Ops =>
  new Set(
    steps.flatMap((step) =>
      step.op === 'repeat' ? [step.op, ...step.steps.map(({ op }) => op)] : [step.op],
    ),
  );

const keepersOf = (steps: readonly PythonStep[]): readonly Keeper[] => {
  const used = new Set(steps.flatMap((step) => (step.op === 'keep' ? [step.by] : [])));
  return keepers.filter((keeper) => used.has(keeper));
};

/** An instance with `__slots__` can be referred to weakly only if it has a slot for that. */
export function needsWeakSlot(steps: readonly PythonStep[]): boolean {
  const ops = opsOf(steps);
  return ops.has('weak-reference') || ops.has('weak-callback');
}

const asksArenas = (ops: Ops): boolean =>
  ops.has('crowd') || ops.has('ask-arenas') || ops.has('ask-arena-count');

/**
 * Whether a program asks what only a process can tell: the map of its memory, or the arenas of its pools,
 * which the interpreter writes to a descriptor.
 */
export function asksProcess(steps: readonly PythonStep[]): boolean {
  const ops = opsOf(steps);
  return asksArenas(ops) || ops.has('ask-mapping');
}

/** The modules that the program imports. */
export function modules(steps: readonly PythonStep[]): readonly string[] {
  const ops = opsOf(steps);
  return [
    ...(ops.has('ask-count-at') || ops.has('hold-from-c') ? ['ctypes'] : []),
    ...(keepersOf(steps).includes('cache') ? ['functools'] : []),
    'gc',
    ...(asksArenas(ops) ? ['os', 're'] : []),
    'sys',
    ...(asksArenas(ops) ? ['tempfile'] : []),
    ...(needsWeakSlot(steps) ? ['weakref'] : []),
  ];
}

/** The functions that the program's statements call. */
export function helpers(steps: readonly PythonStep[]): readonly string[] {
  const ops = opsOf(steps);
  const tells = ['class-with-finalizer', 'weak-callback', 'ask-told'] as const;
  return [
    ...(ops.has('ask-count-at') ? COUNT_AT : []),
    ...(tells.some((op) => ops.has(op)) ? TELL : []),
    ...(ops.has('ask-refcount') ? REFCOUNT : []),
    ...(asksArenas(ops) ? ARENAS : []),
    ...(ops.has('ask-mapping') ? MAPPING : []),
    ...(ops.has('ask-generation') ? GENERATION : []),
    ...(ops.has('ask-collections') ? COLLECTIONS : []),
    ...keepersOf(steps).flatMap((keeper) => [...KEEP[keeper], '']),
  ];
}

/** The count is the first word of every object; its low half is enough for any count a program makes. */
const COUNT_AT = [
  'def count_at(place):',
  '    return ctypes.c_uint32.from_address(place).value',
  '',
];

const TELL = [
  'told = []',
  '',
  'def tell(label):',
  '    return lambda reference: told.append(label)',
  '',
  'def tell_all():',
  '    text = " ".join(told) or "nothing"',
  '    told.clear()',
  '    return text',
  '',
];

const REFCOUNT = ['def refcount_in_function(x):', '    return sys.getrefcount(x)', ''];

/** `sys._debugmallocstats` writes to the process's standard error, which is a file meanwhile. */
const ARENAS = [
  'arenas_of = {}',
  '',
  'def arenas():',
  '    with tempfile.TemporaryFile() as file:',
  '        sys.stderr.flush()',
  '        kept = os.dup(2)',
  '        os.dup2(file.fileno(), 2)',
  '        sys._debugmallocstats()',
  '        os.dup2(kept, 2)',
  '        os.close(kept)',
  '        file.seek(0)',
  '        text = file.read().decode("ascii", "replace")',
  '    return int(re.search(r"# arenas allocated current\\s*=\\s*([\\d,]+)", text).group(1).replace(",", ""))',
  '',
  'def tenths_of_arenas(name):',
  '    before, peak = arenas_of[name]',
  '    made = max(1, peak - before)',
  '    return (20 * (arenas() - before) + made) // (2 * made)',
  '',
];

/** The entry of the kernel's map that holds an object: anonymous, or the heap of the program break. */
const MAPPING = [
  'def mapping_of(x):',
  '    for line in open("/proc/self/maps"):',
  '        first, last = (int(end, 16) for end in line.split()[0].split("-"))',
  '        if first <= id(x) < last:',
  '            return "heap" if "[heap]" in line else "file" if "/" in line else "mmap"',
  '',
];

const GENERATION = [
  'def generation_of(x):',
  '    for generation in range(3):',
  '        if any(y is x for y in gc.get_objects(generation=generation)):',
  '            return generation',
  '    return -1',
  '',
];

const COLLECTIONS = [
  'def collections_since_start():',
  '    return [row["collections"] - n for row, n in zip(gc.get_stats(), at_start)]',
  '',
];

/** What the collector has done before the program begins. */
export const AT_START: readonly string[] = [
  'at_start = [row["collections"] for row in gc.get_stats()]',
];

/** A function of which `x` is a local variable, and what it leaves behind. */
const KEEP: Readonly<Record<Keeper, readonly string[]>> = {
  exception: [
    'def keep_in_exception(x):',
    '    try:',
    '        raise ValueError',
    '    except ValueError as error:',
    '        return error',
  ],
  closure: ['def keep_in_closure(x):', '    return lambda: x'],
  default: ['def keep_in_default(x):', '    return lambda y=x: y'],
  cache: [
    'def keep_in_cache(x):',
    '    look = functools.lru_cache(maxsize=None)(lambda y: None)',
    '    look(x)',
    '    return look',
  ],
  generator: ['def keep_in_generator(x):', '    yield x'],
  method: ['def keep_in_method(x):', '    return x.__init__'],
};

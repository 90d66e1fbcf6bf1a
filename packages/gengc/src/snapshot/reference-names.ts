import { type HeapSnapshot, typeOf } from './heap-snapshot.ts';

/** Types whose `tp_traverse` visits their items from the last to the first. */
const SEQUENCES: ReadonlySet<string> = new Set(['builtins.list', 'builtins.tuple']);

/** What a reference is when its holder and its referent are of these types. */
const BY_TYPES: Readonly<Record<string, string>> = {
  'builtins.module→builtins.dict': '.__dict__',
  'builtins.method→builtins.function': '.__func__',
  'builtins.function→builtins.cell': '.__closure__',
};

/** What a reference is when only its holder's type is known. */
const BY_HOLDER: Readonly<Record<string, string>> = {
  'builtins.cell': '.cell_contents',
  'builtins.method': '.__self__',
};

/**
 * How the reference at place `at` of the references array is written behind its holder: `[3]` for
 * an item of a list or tuple, `["key"]` or `.name` if the name was recorded, `.__dict__` and the
 * like where the types leave one possibility; `null` if it is not known.
 */
export function referenceName(heap: HeapSnapshot, holder: number, at: number): string | null {
  const type = typeOf(heap, holder);
  const name = heap.names[heap.referenceName[at] ?? -1];
  if (name !== undefined)
    return type === 'builtins.dict' ? `[${JSON.stringify(name)}]` : `.${name}`;
  if (SEQUENCES.has(type)) return `[${(heap.firstReferent[holder + 1] as number) - 1 - at}]`;
  const referent = heap.referents[at] as number;
  const referentType = typeOf(heap, referent);
  const known = BY_TYPES[`${type}→${referentType}`] ?? BY_HOLDER[type];
  if (known !== undefined) return known;
  if (labelOf(heap, referent) === type) return '.__class__';
  return referentType === 'builtins.dict' && !type.startsWith('builtins.') ? '.__dict__' : null;
}

/** What a module, class or function is called, if it was recorded. */
function labelOf(heap: HeapSnapshot, object: number): string | undefined {
  return heap.names[heap.label[object] as number];
}

/** An object in words: `module app`, `class app.Node`, or its type without `builtins.`. */
export function objectName(heap: HeapSnapshot, object: number): string {
  const type = typeOf(heap, object);
  const short = type.startsWith('builtins.') ? type.slice('builtins.'.length) : type;
  const label = labelOf(heap, object);
  if (label === undefined) return short;
  return `${short === 'module' || short === 'function' ? short : 'class'} ${label}`;
}

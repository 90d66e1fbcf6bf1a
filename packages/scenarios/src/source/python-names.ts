/** The names that a generated Python program needs for itself. Other builtins may be hidden: it calls none of them. */
const WORDS = `any arenas arenas_before arenas_of at_start collections_since_start count_at ctypes functools gc generation_of
  hasattr id int mapping_of max open os print range re refcount_in_function self sys tell tell_all tempfile
  tenths_of_arenas told ValueError weakref zip`;

/** Whether the program's own lines need the name. */
export const isTakenInPython = (name: string): boolean =>
  name.startsWith('keep_in_') || new RegExp(`\\b${name}\\b`).test(WORDS);

/** Whether the classes that the program defines have an attribute of that name. */
export const isTakenSlot = (name: string): boolean => name === 'label';

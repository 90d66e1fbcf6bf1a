/** Words that C17 or Python 3 keep for themselves: no variable can have such a name. */
const RESERVED = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int
  long register restrict return short signed sizeof static struct switch typedef union unsigned void
  volatile while main printf malloc free and as assert async await class def del elif except finally
  from global import in is lambda nonlocal not or pass raise try with yield None True False gc sys
  ctypes id print count_at functools weakref int range told tell tell_all keep_in_exception
  keep_in_closure keep_in_default keep_in_cache keep_in_generator keep_in_method generation_of
  collections_since_start at_start refcount_in_function label arenas arenas_of arenas_before tenths_of_arenas mapping_of os re
  tempfile`.split(/\s+/),
);

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]{0,30}$/;

/** A letter, then up to 30 letters, digits or `_`. */
export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);

/** Whether C or Python keeps the word for itself. */
export const isReserved = (text: string): boolean => RESERVED.has(text);

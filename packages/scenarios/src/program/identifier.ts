/** Words of C17 and Python 3, and the one function that every C program has: nothing else has such a name. */
const RESERVED = new Set(
  `auto break case char const continue default do double else enum extern float for goto if inline int
  long register restrict return short signed sizeof static struct switch typedef union unsigned void
  volatile while and as assert async await class def del elif except finally from global import in is
  lambda nonlocal not or pass raise try with yield None True False main`.split(/\s+/),
);

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_]{0,30}$/;

/** A letter, then up to 30 letters, digits or `_`. */
export const isIdentifier = (text: string): boolean => IDENTIFIER.test(text);

/** Whether C or Python keeps the word for itself; what only a library has is renamed in a generated program. */
export const isReserved = (text: string): boolean => RESERVED.has(text);

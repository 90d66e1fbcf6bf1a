/** C types, as far as calling conventions care: size, alignment, and what lies where in an aggregate. */
import type { Bytes } from '../address.ts';

/** A type of C in a given platform's layout. */
export interface CType {
  readonly name: string;
  readonly kind: 'integer' | 'pointer' | 'float' | 'long-double' | 'aggregate' | 'void';
  readonly size: Bytes;
  readonly alignment: Bytes;
  /** Members of an aggregate: of a structure or union its fields, of an array its elements. */
  readonly members?: readonly Member[];
}

/** A type at a place in an aggregate. */
export interface Member {
  readonly offset: Bytes;
  readonly type: CType;
}

const scalar = (name: string, kind: CType['kind'], size: Bytes, alignment = size): CType => ({
  name,
  kind,
  size,
  alignment,
});

/** The usual types under AMD64 (LP64). */
export const amd64Types: Readonly<
  Record<
    'char' | 'short' | 'int' | 'long' | 'pointer' | 'float' | 'double' | 'longDouble' | 'void',
    CType
  >
> = {
  char: scalar('char', 'integer', 1),
  short: scalar('short', 'integer', 2),
  int: scalar('int', 'integer', 4),
  long: scalar('long', 'integer', 8),
  pointer: scalar('void *', 'pointer', 8),
  float: scalar('float', 'float', 4),
  double: scalar('double', 'float', 8),
  longDouble: scalar('long double', 'long-double', 16),
  void: scalar('void', 'void', 0, 1),
};

/** The usual types under i386 (ILP32): `double` and `long long` are aligned to 4 bytes in structures. */
export const i386Types: typeof amd64Types = {
  ...amd64Types,
  long: scalar('long', 'integer', 4),
  pointer: scalar('void *', 'pointer', 4),
  double: scalar('double', 'float', 8, 4),
  longDouble: scalar('long double', 'long-double', 12, 4),
};

/** A structure of these fields, padded as C demands. */
export function structOf(name: string, fields: readonly CType[]): CType {
  let offset = 0;
  let alignment = 1;
  const members = fields.map((type) => {
    offset = Math.ceil(offset / type.alignment) * type.alignment;
    alignment = Math.max(alignment, type.alignment);
    const member = { offset, type };
    offset += type.size;
    return member;
  });
  const size = Math.ceil(offset / alignment) * alignment;
  return { name, kind: 'aggregate', size, alignment, members };
}

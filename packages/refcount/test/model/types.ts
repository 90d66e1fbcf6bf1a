import {
  atomType,
  type Finalizer,
  instanceType,
  listType,
  type ObjectType,
  tupleType,
} from '../../src/index.ts';

/** The types of a random program. */
export interface ModelTypes {
  readonly plain: readonly ObjectType[];
  readonly finalized: readonly ObjectType[];
  readonly list: ObjectType;
  readonly tuple: ObjectType;
  readonly atom: ObjectType;
}

export function modelTypes(finalize: Finalizer): ModelTypes {
  return {
    plain: [0, 1, 2, 3, 40].map((slots) => instanceType(`Plain${slots}`, slots)),
    finalized: [1, 2, 3].map((slots) => instanceType(`Finalized${slots}`, slots, { finalize })),
    list: listType,
    tuple: tupleType,
    atom: atomType('atom'),
  };
}

/** One class for each way the heap can be misused or found broken. */

const hex = (value: number): string => `0x${value.toString(16)}`;

/** The object was deallocated, or never existed. */
export class DeadObject extends Error {
  readonly code = 'ERR_DEAD_OBJECT';
  readonly object: number;

  constructor(object: number) {
    super(
      `object ${hex(object)} is not alive; keep a reference of your own (incref) for as long as you use it`,
    );
    this.name = 'DeadObject';
    this.object = object;
  }
}

/** A reference was given back that nobody owned. */
export class NegativeRefcount extends Error {
  readonly code = 'ERR_NEGATIVE_REFCOUNT';
  readonly object: number;

  constructor(object: number) {
    super(
      `decref of object ${hex(object)} with refcount 0; each decref needs a reference of its own`,
    );
    this.name = 'NegativeRefcount';
    this.object = object;
  }
}

/** The object has no slot of that index. */
export class SlotOutOfRange extends Error {
  readonly code = 'ERR_SLOT_OUT_OF_RANGE';
  readonly object: number;
  readonly slot: number;
  readonly slots: number;

  constructor(object: number, slot: number, slots: number) {
    super(`object ${hex(object)} has ${slots} slots and no slot ${slot}; use 0 to ${slots - 1}`);
    this.name = 'SlotOutOfRange';
    this.object = object;
    this.slot = slot;
    this.slots = slots;
  }
}

/** The operation does not fit the type of the object. */
export class WrongType extends Error {
  readonly code = 'ERR_WRONG_TYPE';
  readonly typeName: string;

  constructor(typeName: string, needed: string) {
    super(`${typeName} is not ${needed}`);
    this.name = 'WrongType';
    this.typeName = typeName;
  }
}

/** A law of the heap does not hold. */
export class HeapCorruption extends Error {
  readonly code = 'ERR_HEAP_CORRUPTION';
  readonly object: number;

  constructor(object: number, law: string) {
    super(`object ${hex(object)}: ${law}`);
    this.name = 'HeapCorruption';
    this.object = object;
  }
}

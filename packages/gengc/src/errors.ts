/** The collector's lists or marks are broken. */
export class CollectorCorruption extends Error {
  readonly code = 'ERR_COLLECTOR_CORRUPTION';
  readonly object: number;

  constructor(object: number, law: string) {
    super(`object 0x${object.toString(16)}: ${law}`);
    this.name = 'CollectorCorruption';
    this.object = object;
  }
}

/** There is no such generation. */
export class InvalidGeneration extends RangeError {
  readonly code = 'ERR_INVALID_GENERATION';
  readonly generation: number;

  constructor(generation: number) {
    super(`no generation ${generation}; use 0, 1 or 2`);
    this.name = 'InvalidGeneration';
    this.generation = generation;
  }
}

/** The heap has a collector already. */
export class CollectorAttached extends Error {
  readonly code = 'ERR_COLLECTOR_ATTACHED';

  constructor() {
    super('the heap has a collector already; set its tracking to null to replace it');
    this.name = 'CollectorAttached';
  }
}

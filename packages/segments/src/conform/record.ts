/** Reading recorded truth: parsed JSON of unknown shape to values, or an error that says which field is wrong. */

/** Thrown when a record is not of the format its comparison needs. */
export class RecordFormatError extends Error {
  readonly code = 'ERR_RECORD_FORMAT';
  /** Which field, as a path: `steps[3].ret`. */
  readonly field: string;

  constructor(field: string, wanted: string) {
    super(`record field ${field}: expected ${wanted}`);
    this.name = 'RecordFormatError';
    this.field = field;
  }
}

/** One fact on which the model and the record differ. */
export interface Mismatch {
  /** Which fact. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

/** A value of a record, and where it stands. */
export class Field {
  readonly value: unknown;
  readonly path: string;

  constructor(value: unknown, path = 'record') {
    this.value = value;
    this.path = path;
  }

  /** The field of an object. */
  get(name: string): Field {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.wrong('an object');
    const entry: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    return new Field(entry, this.path === 'record' ? name : `${this.path}.${name}`);
  }

  /** Whether there is a value other than null. */
  get isPresent(): boolean {
    return this.value !== undefined && this.value !== null;
  }

  items(): readonly Field[] {
    if (!Array.isArray(this.value)) throw this.wrong('a list');
    return this.value.map((item, index) => new Field(item, `${this.path}[${index}]`));
  }

  /** The entries of an object used as a table. */
  entries(): readonly (readonly [string, Field])[] {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw this.wrong('an object');
    return Object.entries(value).map(([key, item]) => [
      key,
      new Field(item, `${this.path}.${key}`),
    ]);
  }

  /** An object that holds something: a comparison with nothing to compare would agree with everything. */
  filledTable(): object {
    if (this.entries().length === 0) throw this.wrong('something to compare');
    return this.value as object;
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.wrong('text');
    return this.value;
  }

  number(): number {
    if (typeof this.value !== 'number' || !Number.isFinite(this.value))
      throw this.wrong('a number');
    return this.value;
  }

  boolean(): boolean {
    if (typeof this.value !== 'boolean') throw this.wrong('true or false');
    return this.value;
  }

  /** A number written in hexadecimal, with or without `0x`, negative with `-`. */
  hex(): number {
    const match = /^(-?)(?:0x)?([0-9a-f]{1,16})$/.exec(this.text());
    if (!match?.[2]) throw this.wrong('a hexadecimal number');
    const value = Number.parseInt(match[2], 16);
    return match[1] ? -value : value;
  }

  wrong(wanted: string): RecordFormatError {
    return new RecordFormatError(this.path, wanted);
  }
}

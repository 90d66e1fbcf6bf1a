/** A record that is not of the format the comparison reads. */
export class RecordFormatError extends Error {
  override readonly name = 'RecordFormatError';
  readonly code = 'ERR_RECORD_FORMAT';
  /** What could not be read: a line or field. */
  readonly field: string;

  constructor(field: string, expected: string) {
    super(`${field} is not of the record's format: expected ${expected}`);
    this.field = field;
  }
}

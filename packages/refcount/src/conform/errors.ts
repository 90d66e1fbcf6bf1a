/** A record is not of the format its comparison reads. */
export class RecordFormatError extends Error {
  readonly code = 'ERR_RECORD_FORMAT';
  /** The field or place that is wrong. */
  readonly field: string;

  constructor(field: string, problem: string, options?: ErrorOptions) {
    super(`${field}: ${problem}`, options);
    this.name = 'RecordFormatError';
    this.field = field;
  }
}

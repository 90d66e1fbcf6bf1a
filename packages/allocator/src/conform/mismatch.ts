/** One fact in which model and record differ. */
export interface Mismatch {
  /** Where: an operation by its number and text. */
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

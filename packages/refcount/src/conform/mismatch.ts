/** One place where the model and the record differ. */
export interface Mismatch {
  readonly at: string;
  readonly expected: string;
  readonly actual: string;
}

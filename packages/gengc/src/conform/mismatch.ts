/** One disagreement between a record and the model; a comparison that returns none agrees. */
export interface Mismatch {
  /** The place in the record. */
  readonly at: string;
  /** What the real interpreter said. */
  readonly expected: string;
  /** What the model says. */
  readonly actual: string;
}

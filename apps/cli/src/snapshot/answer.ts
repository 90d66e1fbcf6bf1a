/** What `memstrata snapshot` answers: plain data, and the same in lines. */
export interface SnapshotAnswer {
  readonly data: object;
  lines(columns: number): readonly string[];
}

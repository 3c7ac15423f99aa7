/** A place in SQL text: line and column from 1, as BigQuery's messages count, and the offset from 0 in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

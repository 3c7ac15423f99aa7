import type { Clock } from '../../../src/core/ports/clock';
import type { BigQueryState } from '../bigquery-state';

/** What the HTTP front of BigQuery stands on. */
export interface BigQueryHttpContext {
  readonly bigquery: BigQueryState;
  readonly clock: Clock;
  /** A text that no other call gives: letters, digits and dashes. */
  readonly newId: () => string;
}

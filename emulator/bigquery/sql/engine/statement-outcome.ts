import type { TableReference } from '../../../../src/core/table-ref';
import type { QueryResult } from './runner';

/** What a statement did. */
export interface StatementOutcome {
  readonly statementType: string;
  /** Of a query. */
  readonly result?: QueryResult;
  readonly references: readonly TableReference[];
  /** The table that it wrote to, which becomes the job's `destinationTable`. */
  readonly target?: TableReference;
  /** What goes into `statistics.query` beside the type, the tables and the bytes. */
  readonly statistics: Readonly<Record<string, unknown>>;
  /** Of DML: the rows touched. */
  readonly affectedRows?: number;
}

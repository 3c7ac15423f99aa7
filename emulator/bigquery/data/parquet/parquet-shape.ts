import type { TableFieldSchema } from '../../../../src/core/job-resource';
import type { DecimalChoice } from '../file-table';
import type { Value } from '../row';

/** What a Parquet type becomes in BigQuery, and how DuckDB's values of it are taken over. */
export interface ParquetShape {
  readonly type: string;
  readonly mode: 'REQUIRED' | 'NULLABLE' | 'REPEATED';
  readonly fields?: readonly TableFieldSchema[];
  /** Takes a value over, which is null only where `takesNull` says so. */
  readonly convert: (value: unknown) => Value;
  readonly takesNull?: boolean;
}

/** Options of a load job that say what types of Parquet become. */
export interface ParquetReadOptions extends DecimalChoice {
  readonly enableListInference?: boolean;
  readonly enumAsString?: boolean;
  /** Whether a map is a list of keys and values, without a RECORD around it. */
  readonly mapAsList?: boolean;
}

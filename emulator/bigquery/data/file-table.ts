import type { TableSchema } from '../../../src/core/job-resource';
import type { Row } from './row';

/** What a file that carries its own schema holds: the schema in BigQuery's terms, and rows that fit it. */
export interface FileTable {
  readonly schema: TableSchema;
  readonly rows: readonly Row[];
}

/** Which type a decimal of a file becomes: the first of NUMERIC, BIGNUMERIC and STRING that is listed and wide enough. */
export interface DecimalChoice {
  readonly decimalTargetTypes?: readonly string[];
}

/** Why a file as a whole cannot be read; always caught where the file is read. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

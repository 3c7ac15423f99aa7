import type { TableFieldSchema, TableSchema } from '../../src/core/job-resource';
import type { FileTable } from './data/file-table';
import type { Row } from './data/row';
import { fieldPosition } from './table-data';

/**
 * Works out the defaults of columns for `count` rows, for each row anew: a row has a value for each column, in their order.
 * Throws JobError where an expression fails, and DispatchError UNSUPPORTED where no SQL runs.
 */
export type DefaultRows = (columns: readonly TableFieldSchema[], count: number) => Promise<readonly Row[]>;

/** The columns that have a default and that arriving rows do not mention: https://cloud.google.com/bigquery/docs/default-values */
export function columnsToFill({ fields }: TableSchema, arriving: TableSchema): readonly TableFieldSchema[] {
  return fields.filter(({ name, defaultValueExpression }) => defaultValueExpression && fieldPosition(arriving, name) < 0);
}

/** Rows with further columns, whose values stand in the same order. */
export function withFurtherColumns<T extends FileTable>(table: T, columns: readonly TableFieldSchema[], values: readonly Row[]): T {
  return { ...table, schema: { fields: [...table.schema.fields, ...columns] }, rows: table.rows.map((row, n) => [...row, ...(values[n] ?? [])]) };
}

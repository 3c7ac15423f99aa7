import type { ErrorProto, TableSchema } from '../../src/core/job-resource';
import { readCsv, type CsvReadOptions } from './data/csv';
import { readNdjson } from './data/ndjson';
import type { Row, RowResult } from './data/row';
import { JobError } from './job-error';
import type { SourceFile } from './source-files';

/** How the rows of a load job's files are read. */
export interface RowFormat extends CsvReadOptions {
  readonly sourceFormat: 'CSV' | 'NEWLINE_DELIMITED_JSON';
  readonly maxBadRecords: number;
}

/**
 * The rows of all files, and an error for each row that was passed over.
 * @throws JobError invalid when more rows are bad than the format allows
 */
export function readRows(files: readonly SourceFile[], schema: TableSchema, format: RowFormat): { rows: Row[]; errors: ErrorProto[] } {
  const rows: Row[] = [];
  const errors: ErrorProto[] = [];
  for (const file of files) {
    for (const result of resultsOf(file, schema, format)) {
      if ('row' in result) {
        rows.push(result.row);
        continue;
      }
      const message = `Error while reading data, error message: ${result.error} Line: ${result.line} File: ${file.uri}`;
      errors.push({ reason: 'invalid', location: file.uri, message });
      if (errors.length > format.maxBadRecords) throw tooManyErrors(file, format, { read: rows.length + errors.length, errors });
    }
  }
  return { rows, errors };
}

function resultsOf({ text }: SourceFile, schema: TableSchema, format: RowFormat): Iterable<RowResult> {
  return format.sourceFormat === 'CSV' ? readCsv(text, schema, format) : readNdjson(text, schema, format);
}

function tooManyErrors(file: SourceFile, { sourceFormat }: RowFormat, met: { read: number; errors: readonly ErrorProto[] }): JobError {
  const kind = sourceFormat === 'CSV' ? 'CSV' : 'JSON';
  const message =
    `Error while reading data, error message: ${kind} table encountered too many errors, giving up. ` +
    `Rows: ${met.read}; errors: ${met.errors.length}. Please look into the errors[] collection for more details.`;
  return new JobError({ reason: 'invalid', location: file.uri, message }, met.errors);
}

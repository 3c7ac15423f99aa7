import { setImmediate } from 'node:timers/promises';
import type { ErrorProto, TableSchema } from '../../src/core/job-resource';
import { readCsv } from './data/csv';
import { readNdjson } from './data/ndjson';
import type { Row, RowResult } from './data/row';
import { JobError } from './job-error';
import type { FileFormat, LoadedFile } from './file-format';
import type { SourceFile } from './source-files';

export interface TextFile extends SourceFile {
  readonly text: string;
}

/** After so many rows other work has its turn, such as the request that cancels this one. */
const ROWS_A_TURN = 20_000;

/**
 * The rows of CSV or NDJSON, and an error for each row that was passed over.
 * @throws JobError invalid when more rows are bad than the format allows; what the signal was aborted with
 */
export async function readTextRows(files: readonly TextFile[], schema: TableSchema, format: FileFormat & { readonly signal: AbortSignal }): Promise<{ files: LoadedFile[]; errors: ErrorProto[] }> {
  const loaded: LoadedFile[] = [];
  const errors: ErrorProto[] = [];
  let read = 0;
  for (const file of files) {
    const rows: Row[] = [];
    loaded.push({ file, schema, rows });
    for (const result of resultsOf(file.text, schema, format)) {
      read += 1;
      if ('row' in result) rows.push(result.row);
      else errors.push(rowError(result, file));
      if (errors.length > format.maxBadRecords) throw tooManyErrors(file, format, { read, errors });
      if (read % ROWS_A_TURN === 0) await turn(format.signal);
    }
  }
  return { files: loaded, errors };
}

async function turn(signal: AbortSignal): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
}

function resultsOf(text: string, schema: TableSchema, format: FileFormat): Iterable<RowResult> {
  return format.sourceFormat === 'CSV' ? readCsv(text, schema, format) : readNdjson(text, schema, format);
}

function rowError({ error, line }: { error: string; line: number }, { uri }: TextFile): ErrorProto {
  const message = `Error while reading data, error message: ${error} Line: ${line}${uri === undefined ? '' : ` File: ${uri}`}`;
  return { reason: 'invalid', ...(uri !== undefined && { location: uri }), message };
}

function tooManyErrors({ uri }: TextFile, { sourceFormat }: FileFormat, met: { read: number; errors: readonly ErrorProto[] }): JobError {
  const kind = sourceFormat === 'CSV' ? 'CSV' : 'JSON';
  const message =
    `Error while reading data, error message: ${kind} table encountered too many errors, giving up. ` +
    `Rows: ${met.read}; errors: ${met.errors.length}. Please look into the errors[] collection for more details.`;
  return new JobError({ reason: 'invalid', ...(uri !== undefined && { location: uri }), message }, met.errors);
}

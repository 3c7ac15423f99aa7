import { DispatchError } from '../../../src/core/errors';
import type { TableSchema } from '../../../src/core/job-resource';
import { columnSetFor, type Column } from './column';
import { splitCsvRecords, type CsvRecord } from './csv-records';
import { rowFromCsv } from './csv-row';
import type { Row, RowResult, Value } from './row';
import { RowError } from './row-error';
import { createBytePositions } from './text-lines';

/** Options of a load job; what each means and its default are those of BigQuery. */
export interface CsvReadOptions {
  readonly fieldDelimiter?: string;
  readonly quote?: string;
  readonly skipLeadingRows?: number;
  readonly nullMarker?: string;
  readonly nullMarkers?: readonly string[];
  readonly allowQuotedNewlines?: boolean;
  readonly allowJaggedRows?: boolean;
  readonly ignoreUnknownValues?: boolean;
  readonly preserveAsciiControlCharacters?: boolean;
}

/**
 * Reads CSV as a load job does: a row or an error for each record.
 * An empty line is passed over, but in a table of one column it is a row of NULL.
 * @throws DispatchError INVALID_REQUEST if the schema has nested or repeated fields, which CSV cannot hold.
 */
export function readCsv(text: string, schema: TableSchema, options: CsvReadOptions): Iterable<RowResult> {
  const { columns } = columnSetFor(schema);
  requireFlat(columns, 'loaded from');
  return readRecords(text, columns, options);
}

/** The header line of an extract, without its end. */
export function formatCsvHeader(schema: TableSchema, delimiter = ','): string {
  return schema.fields.map((field) => quoteField(field.name, delimiterOf(delimiter))).join(delimiterOf(delimiter));
}

/**
 * One record of an extract, without its end. NULL is an empty field, an empty text a pair of quotes.
 * @throws DispatchError INVALID_REQUEST if the schema has nested or repeated fields, which CSV cannot hold.
 */
export function formatCsvRow(row: Row, schema: TableSchema, delimiter = ','): string {
  const separator = delimiterOf(delimiter);
  requireFlat(columnSetFor(schema).columns, 'extracted as');
  return schema.fields.map((_, position) => formatField(row[position] ?? null, separator)).join(separator);
}

function* readRecords(text: string, columns: readonly Column[], options: CsvReadOptions): Iterable<RowResult> {
  const dialect = {
    delimiter: delimiterOf(options.fieldDelimiter ?? ','),
    quote: options.quote ?? '"',
    quotedNewlines: options.allowQuotedNewlines ?? false,
  };
  const settings = {
    nullMarker: options.nullMarker === '' ? undefined : options.nullMarker,
    nullMarkers: options.nullMarkers,
    allowJaggedRows: options.allowJaggedRows ?? false,
    ignoreUnknownValues: options.ignoreUnknownValues ?? false,
  };
  const bytePosition = createBytePositions(text);
  let skip = options.skipLeadingRows ?? 0;
  for (const record of splitCsvRecords(text, dialect)) {
    const position = (): number => bytePosition(record.start);
    if (skip > 0) skip -= 1;
    else if (record.text.includes('\0') && !options.preserveAsciiControlCharacters) yield toResult({ ...record, error: BAD_CHARACTER }, { columns, settings, position });
    else if (record.text !== '' || columns.length === 1) yield toResult(record, { columns, settings, position });
  }
}

const BAD_CHARACTER = 'Bad character (ASCII 0) encountered.';

function toResult(record: CsvRecord, target: Parameters<typeof rowFromCsv>[1]): RowResult {
  const { line } = record;
  if ('error' in record) return { line, error: `Error detected while parsing row starting at position: ${target.position()}. Error: ${record.error}` };
  try {
    return { line, row: rowFromCsv(record.fields, target) };
  } catch (thrown) {
    if (thrown instanceof RowError) return { line, error: thrown.message };
    throw thrown;
  }
}

function requireFlat(columns: readonly Column[], verb: string): void {
  const unfit = columns.find((column) => column.repeated || column.scalar === undefined);
  if (unfit === undefined) return;
  throw new DispatchError('INVALID_REQUEST', `A table with nested or repeated fields cannot be ${verb} CSV: field ${unfit.name} is ${unfit.repeated ? 'REPEATED' : 'a RECORD'}.`, {
    hint: 'Use NEWLINE_DELIMITED_JSON.',
  });
}

/** The delimiter itself: the word "tab" and the two signs `\t` mean the tabulator. */
function delimiterOf(written: string): string {
  return written === '\\t' || written.toLowerCase() === 'tab' ? '\t' : written;
}

function formatField(value: Value, delimiter: string): string {
  if (value === null) return '';
  if (value === '') return '""';
  return quoteField(Object.is(value, -0) ? '-0.0' : String(value), delimiter);
}

function quoteField(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

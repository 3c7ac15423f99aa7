import type { TableSchema } from '../../../src/core/job-resource';
import { columnSetFor, type Column, type ColumnSet } from './column';
import { parseJsonText } from './json-value';
import { rowFromJson } from './ndjson-row';
import type { Row, RowResult, Value } from './row';
import { RowError } from './row-error';
import { createBytePositions, splitLines } from './text-lines';

/**
 * Reads newline-delimited JSON as a load job does: a row or an error for each line that is not blank.
 * @param options.jsonNull whether `null` in a JSON column is the null of JSON, as an extract prints it; else it is NULL
 */
export function* readNdjson(text: string, schema: TableSchema, options: { ignoreUnknownValues?: boolean; jsonNull?: boolean } = {}): Iterable<RowResult> {
  const set = columnSetFor(schema);
  const settings = { ignoreUnknownValues: options.ignoreUnknownValues ?? false, jsonNull: options.jsonNull };
  const bytePosition = createBytePositions(text);
  for (const line of splitLines(text)) {
    if (line.text.trim() === '') continue;
    try {
      yield { line: line.number, row: rowFromJson(parseLine(line.text), set, settings) };
    } catch (thrown) {
      if (!(thrown instanceof RowError)) throw thrown;
      yield { line: line.number, error: `JSON parsing error in row starting at position ${bytePosition(line.start)}: ${thrown.message}` };
    }
  }
}

/** One line of an extract, without its end: fields in the order of the schema, NULLs left out. */
export function formatNdjsonRow(row: Row, schema: TableSchema): string {
  return escapeMarkup(formatRecord(row, columnSetFor(schema)));
}

function parseLine(text: string): unknown {
  try {
    return parseJsonText(text);
  } catch (thrown) {
    throw new RowError(`The line is no JSON: ${(thrown as Error).message}`);
  }
}

function formatRecord(row: Row, set: ColumnSet): string {
  const members: string[] = [];
  for (const [position, column] of set.columns.entries()) {
    const value = row[position] ?? null;
    if (value !== null) members.push(`${JSON.stringify(column.name)}:${formatField(value, column)}`);
    else if (column.repeated) members.push(`${JSON.stringify(column.name)}:[]`);
  }
  return `{${members.join(',')}}`;
}

function formatField(value: Value, column: Column): string {
  if (!column.repeated) return formatSingle(value, column);
  return `[${(value as readonly Value[]).map((item) => formatSingle(item, column)).join(',')}]`;
}

function formatSingle(value: Value, column: Column): string {
  if (column.scalar === undefined) return formatRecord(value as Row, column.nested);
  if (column.scalar === 'JSON') return String(value);
  return Object.is(value, -0) ? '-0.0' : JSON.stringify(value);
}

/** An extract writes these three signs as escapes, so that its text is harmless in a web page. */
function escapeMarkup(json: string): string {
  return json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`);
}

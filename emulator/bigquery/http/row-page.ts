import type { TableFieldSchema } from '../../../src/core/job-resource';
import type { Row } from '../data/row';
import type { RowSet } from '../row-set';
import { countRows, type TableData } from '../table-data';
import { flagOf, invalidParameter, numberOf, textOf, type Call } from './call';
import { formatRowToken, parseRowToken } from './page';
import { rowWriter, type WireOptions, type WireRow } from './wire-rows';

/** A page ends before it gets much larger than this, as BigQuery's do. */
const MAX_PAGE_BYTES = 10 * 2 ** 20;
const MAX_PAGE_ROWS = 100_000;

export interface RowPage {
  readonly rows: readonly WireRow[];
  readonly totalRows: number;
  /** Where the next page begins; absent after the last row. */
  readonly pageToken?: string;
}

/** What part of some rows is asked for, and how it is written. */
export interface RowPageRequest extends WireOptions {
  readonly start: number;
  /** At most so many rows; the largest page where it is absent. */
  readonly maxResults?: number;
}

/** The part of a table's rows that the parameters of a request ask for. @throws HttpFault invalidParameter */
export function rowPageRequest(call: Call): RowPageRequest {
  const token = textOf(call, 'pageToken');
  const start = token === undefined ? (numberOf(call, 'startIndex') ?? 0) : parseRowToken(token);
  const asText = textOf(call, 'formatOptions.timestampOutputFormat');
  return { start, maxResults: numberOf(call, 'maxResults'), ...timestampForm(asText, flagOf(call, 'formatOptions.useInt64Timestamp') ?? false) };
}

/** @throws HttpFault invalidParameter for a form that there is not */
export function timestampForm(format: string | undefined, useInt64Timestamp: boolean): WireOptions {
  switch (format) {
    case undefined:
    case 'TIMESTAMP_OUTPUT_FORMAT_UNSPECIFIED':
      return { timestamps: useInt64Timestamp ? 'INT64' : 'FLOAT64' };
    case 'FLOAT64':
    case 'INT64':
    case 'ISO8601_STRING':
      return { timestamps: format };
    default:
      throw invalidParameter('formatOptions.timestampOutputFormat', format);
  }
}

/** One page of rows, each cut down before it is written. */
export function rowPage(data: TableData, { fields, cut }: { fields: readonly TableFieldSchema[]; cut?: (row: Row) => Row }, request: RowPageRequest): RowPage {
  const { start, maxResults = MAX_PAGE_ROWS } = request;
  const totalRows = countRows(data);
  const write = rowWriter(fields, request);
  const rows: WireRow[] = [];
  const end = Math.min(totalRows, start + Math.min(maxResults, MAX_PAGE_ROWS));
  let bytes = 0;
  for (const row of rowsFrom(data, start)) {
    if (start + rows.length >= end || bytes > MAX_PAGE_BYTES) break;
    const written = write(cut ? cut(row) : row);
    bytes += sizeOf(row);
    rows.push(written);
  }
  const next = start + rows.length;
  return { rows, totalRows, ...(next < totalRows && { pageToken: formatRowToken(next) }) };
}

/** The rows from a position on; whole sets before it are passed over. */
function* rowsFrom(data: TableData, start: number): Iterable<Row> {
  const waiting: RowSet[] = [...data.values()].reverse();
  let passed = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (passed + next.count <= start) passed += next.count;
    else if (!('rows' in next)) waiting.push(next.second, next.first);
    else {
      for (let at = Math.max(0, start - passed); at < next.rows.length; at++) yield next.rows[at]!;
      passed += next.count;
    }
  }
}

/** Roughly the length of a value in JSON. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 10;
  if (!Array.isArray(value)) return 16;
  return (value as unknown[]).reduce<number>((sum, item) => sum + sizeOf(item), 10);
}

import type { TableFieldSchema, TableSchema } from '../../../src/core/job-resource';
import type { Row, Value } from '../data/row';
import { formatFloat, formatSeconds } from './wire-number';

/** A cell of the REST API: a text, null, a list of cells or a row. */
export interface WireCell {
  readonly v: string | null | WireRow | readonly WireCell[];
}

export interface WireRow {
  readonly f: readonly WireCell[];
}

export interface WireOptions {
  /** How a TIMESTAMP is written: as seconds (where absent), microseconds, or ISO 8601. */
  readonly timestamps?: 'FLOAT64' | 'INT64' | 'ISO8601_STRING';
}

type CellWriter = (value: Value) => WireCell['v'];

/** Rows as `tabledata.list` and `jobs.getQueryResults` give them: every scalar is a text. */
export function toWireRows(schema: TableSchema, rows: Iterable<Row>, options: WireOptions = {}): WireRow[] {
  const write = rowWriter(schema.fields, options);
  return Array.from(rows, write);
}

/** Writes rows one by one, so that a page can end when it is large enough. */
export function rowWriter(fields: readonly TableFieldSchema[], options: WireOptions): (row: Row) => WireRow {
  const writers = fields.map((field) => fieldWriter(field, options));
  return (row) => ({ f: writers.map((write, position) => ({ v: write(row[position] ?? null) })) });
}

function fieldWriter(field: TableFieldSchema, options: WireOptions): CellWriter {
  const single = singleWriter(field, options);
  if (field.mode?.toUpperCase() !== 'REPEATED') return single;
  return (value) => ((value ?? []) as readonly Value[]).map((item) => ({ v: single(item) }));
}

function singleWriter(field: TableFieldSchema, { timestamps = 'FLOAT64' }: WireOptions): CellWriter {
  switch (field.type.toUpperCase()) {
    case 'RECORD':
    case 'STRUCT': {
      const write = rowWriter(field.fields ?? [], { timestamps });
      return (value) => (value === null ? null : write(value as Row));
    }
    case 'FLOAT':
    case 'FLOAT64':
      return (value) => (value === null ? null : formatFloat(value as number | string));
    case 'TIMESTAMP':
      return (value) => (value === null ? null : TIMESTAMP_FORMS[timestamps](value as string));
    case 'TIME':
    case 'DATETIME':
      return (value) => (value === null ? null : withSixDigits(value as string));
    case 'RANGE':
      return rangeWriter(timestamps);
    default:
      return (value) => (value === null ? null : String(value));
  }
}

const TIMESTAMP_FORMS = {
  FLOAT64: (text: string) => formatSeconds(microsOf(text)),
  INT64: (text: string) => microsOf(text).toString(),
  ISO8601_STRING: (text: string) => {
    const [, day = '', time = '', fraction = ''] = CANONICAL.exec(text) ?? [];
    return `${day}T${time}.${fraction.padEnd(12, '0')}Z`;
  },
};

/** The form in which rows hold a TIMESTAMP. */
const CANONICAL = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))? UTC$/;

/** Microseconds since the epoch of a TIMESTAMP as rows hold it. */
export function microsOf(text: string): bigint {
  const [, day = '', time = '', fraction = ''] = CANONICAL.exec(text) ?? [];
  return BigInt(Date.parse(`${day}T${time}Z`)) * 1000n + BigInt(fraction.padEnd(6, '0'));
}

/** A fraction of a second has six digits, where there is one. */
function withSixDigits(text: string): string {
  return text.replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(6, '0')}`);
}

/** The bounds of a range are written as other values of their type are. */
function rangeWriter(timestamps: keyof typeof TIMESTAMP_FORMS): CellWriter {
  const bound = (text: string): string => (CANONICAL.test(text) ? TIMESTAMP_FORMS[timestamps](text) : withSixDigits(text));
  return (value) => (value === null ? null : String(value).replace(/^\[(.*), (.*)\)$/, (_, start: string, end: string) => `[${bound(start)}, ${bound(end)})`));
}

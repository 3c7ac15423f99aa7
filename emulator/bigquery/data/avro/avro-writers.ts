import { DispatchError } from '../../../../src/core/errors';
import type { TableFieldSchema } from '../../../../src/core/job-resource';
import { canonicalType, type ScalarType } from '../canonical-type';
import { bytesFromBigint } from '../decimal-target';
import { daysOfDate, microsOfInstant, microsOfTime } from '../epoch-text';
import type { Row, Value } from '../row';
import { fieldMode } from '../schema';
import { parseScaledDecimal } from '../scaled-decimal';

/** A value as the library takes it. */
type Convert = (value: Value) => unknown;

/** What a column becomes in Avro. */
export interface AvroWriter {
  readonly schema: unknown;
  readonly convert: Convert;
}

interface ScalarWriter extends AvroWriter {
  readonly logical?: AvroWriter;
}

const text = (sqlType?: string): ScalarWriter => ({
  schema: sqlType === undefined ? 'string' : { type: 'string', sqlType },
  convert: (value) => wellFormed(String(value)),
});

const counted = (type: 'int' | 'long', logicalType: string, count: (value: string) => bigint | number): ScalarWriter => ({
  schema: { type, logicalType },
  convert: (value) => count(String(value)),
});

const decimal = (precision: number, scale: number): ScalarWriter => ({
  schema: { type: 'bytes', logicalType: 'decimal', precision, scale },
  convert: (value) => Buffer.from(bytesFromBigint(parseScaledDecimal(String(value), scale) ?? 0n)),
});

/** Dates and times other than TIMESTAMP are texts unless logical types are asked for. */
const SCALARS: Readonly<Record<Exclude<ScalarType, 'INTERVAL'>, ScalarWriter>> = {
  STRING: text(),
  GEOGRAPHY: text('GEOGRAPHY'),
  JSON: text('JSON'),
  BYTES: { schema: 'bytes', convert: (value) => Buffer.from(String(value), 'base64') },
  INT64: { schema: 'long', convert: (value) => BigInt(String(value)) },
  FLOAT64: { schema: 'double', convert: Number },
  BOOL: { schema: 'boolean', convert: (value) => value === true },
  NUMERIC: decimal(38, 9),
  BIGNUMERIC: decimal(77, 38),
  TIMESTAMP: counted('long', 'timestamp-micros', microsOfInstant),
  DATE: { ...text('DATE'), logical: counted('int', 'date', daysOfDate) },
  TIME: { ...text('TIME'), logical: counted('long', 'time-micros', microsOfTime) },
  DATETIME: { ...text('DATETIME'), logical: { ...text(), schema: { type: 'string', logicalType: 'datetime' } } },
};

/** The writer of a table's rows. @throws DispatchError UNSUPPORTED for a column of type INTERVAL */
export function rowWriter(fields: readonly TableFieldSchema[], logical: boolean): AvroWriter {
  return recordWriter(fields, { logical, names: ['Root'] });
}

interface Context {
  readonly logical: boolean;
  /** The names of the records from the outside in: all but the last are the namespace, so that no full name comes twice. */
  readonly names: readonly string[];
}

function recordWriter(fields: readonly TableFieldSchema[], { logical, names }: Context): AvroWriter {
  const writers = fields.map((field) => ({ name: field.name, ...fieldWriter(field, { logical, names: [...names, field.name] }) }));
  const namespace = names.slice(0, -1).join('.').toLowerCase();
  const name = names.at(-1) ?? '';
  return {
    schema: {
      type: 'record',
      ...(namespace && { namespace }),
      name: name.charAt(0).toUpperCase() + name.slice(1),
      fields: writers.map((writer) => ({ name: writer.name, type: writer.schema })),
    },
    convert(value) {
      const row = value as Row;
      return Object.fromEntries(writers.map(({ name: field, convert }, position) => [field, convert(row[position] ?? null)]));
    },
  };
}

function fieldWriter(field: TableFieldSchema, context: Context): AvroWriter {
  const type = canonicalType(field.type);
  const single = type === 'STRUCT' ? recordWriter(field.fields ?? [], context) : scalarWriter(type, context.logical);
  switch (fieldMode(field)) {
    case 'REPEATED':
      return { schema: { type: 'array', items: single.schema }, convert: (value) => ((value ?? []) as Row).map(single.convert) };
    case 'REQUIRED':
      return single;
    default:
      return { schema: ['null', single.schema], convert: (value) => (value === null ? null : single.convert(value)) };
  }
}

function scalarWriter(type: ScalarType, logical: boolean): AvroWriter {
  if (type === 'INTERVAL') throw new DispatchError('UNSUPPORTED', 'A column of type INTERVAL cannot be extracted to AVRO here');
  const plain = SCALARS[type];
  return (logical && plain.logical) || plain;
}

/** Half a surrogate pair has no UTF-8, but the library would write one as it stands. */
function wellFormed(value: string): string {
  return /\p{Surrogate}/u.test(value) ? Buffer.from(value).toString() : value;
}

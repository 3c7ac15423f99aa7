import { textLiteral } from '../sql-text';
import type { FunctionCall } from '../function-definition';

/** Days since 1970-01-01 of a DATE. */
export function daysSql(date: string): string {
  return `(${date} - DATE '1970-01-01')`;
}

export function dateOfDays(days: string): string {
  return `(DATE '1970-01-01' + CAST(${days} AS INTEGER))`;
}

/** Microseconds of a DATETIME, TIMESTAMP or TIME. */
export function microsSql(value: string): string {
  return `epoch_us(${value})`;
}

export function datetimeOf(micros: string): string {
  return `make_timestamp(${micros})`;
}

export function timestampOf(micros: string): string {
  return `make_timestamptz(${micros})`;
}

export function timeOf(micros: string): string {
  return `CAST(make_timestamp(${micros}) AS TIME)`;
}

/** The zone of an optional argument; the session's where it is missing. */
export function zoneSql(call: FunctionCall, position: number): string {
  return call.arguments[position]?.sql ?? textLiteral(call.timeZone);
}

const UTC = "'UTC'";

/** Microseconds that clocks of the zone show at a TIMESTAMP. */
export function localMicros(timestampMicros: string, zone: string): string {
  return zone === UTC ? timestampMicros : `bq_to_local(${timestampMicros}, ${zone})`;
}

/** Microseconds of the instant at which clocks of the zone show this. */
export function instantMicros(micros: string, zone: string): string {
  return zone === UTC ? micros : `bq_to_instant(${micros}, ${zone})`;
}

/** The start of the statement, in microseconds. */
export function nowSql(call: FunctionCall): string {
  return `CAST(${call.nowMicros} AS BIGINT)`;
}

/** The SQL of an argument that the signature makes sure of. */
export function argument(call: FunctionCall, position: number): string {
  return call.arguments[position]?.sql ?? 'NULL';
}

import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition, Signature } from '../function-definition';
import { argument, datetimeOf, daysSql, microsSql, timeOf, timestampOf, zoneSql } from './temporal-sql';

const date = scalarsOf('Date');
const datetime = scalarsOf('Datetime');
const time = scalarsOf('Time');
const timestamp = scalarsOf('Timestamp');

function formatted(type: string, micros: (value: string) => string): (call: FunctionCall) => string {
  return (call) => `bq_format_local(${argument(call, 0)}, ${micros(argument(call, 1))}, '${type}')`;
}

function parsed(call: FunctionCall, type: string): string {
  return `bq_parse_local(${argument(call, 0)}, ${argument(call, 1)}, '${type}')`;
}

const dateMicros = (value: string): string => `(${daysSql(value)} * 86400000000)`;

/** FORMAT_DATE, PARSE_DATE and those of the other types. */
export const TEXT_FUNCTIONS: readonly FunctionDefinition[] = [
  date('FORMAT_DATE', { '(STRING, DATE) -> STRING': formatted('DATE', dateMicros) }),
  datetime('FORMAT_DATETIME', { '(STRING, DATETIME) -> STRING': formatted('DATETIME', microsSql) }),
  time('FORMAT_TIME', { '(STRING, TIME) -> STRING': formatted('TIME', microsSql) }),
  timestamp('FORMAT_TIMESTAMP', { '(STRING, TIMESTAMP, STRING?) -> STRING': (call) => `bq_format_timestamp(${argument(call, 0)}, ${microsSql(argument(call, 1))}, ${zoneSql(call, 2)})` }),
  date('PARSE_DATE', { '(STRING, STRING) -> DATE': (call) => `CAST(${datetimeOf(parsed(call, 'DATE'))} AS DATE)` }),
  datetime('PARSE_DATETIME', { '(STRING, STRING) -> DATETIME': (call) => datetimeOf(parsed(call, 'DATETIME')) }),
  time('PARSE_TIME', { '(STRING, STRING) -> TIME': (call) => timeOf(parsed(call, 'TIME')) }),
  timestamp('PARSE_TIMESTAMP', {
    '(STRING, STRING, STRING?) -> TIMESTAMP': (call) => timestampOf(`bq_parse_timestamp(${argument(call, 0)}, ${argument(call, 1)}, ${zoneSql(call, 2)})`),
  }),
];

/** STRING(timestamp, zone) and its kin; STRING has a form for JSON too. */
export const STRING_OF_TEMPORAL: readonly Signature[] = [
  { form: '(TIMESTAMP, STRING?) -> STRING', sql: (call) => `bq_timestamp_text(${microsSql(argument(call, 0))}, ${zoneSql(call, 1)})` },
  { form: '(DATE) -> STRING', sql: (call) => `bq_format_local('%E4Y-%m-%d', ${dateMicros(argument(call, 0))}, 'DATE')` },
  { form: '(DATETIME) -> STRING', sql: (call) => `bq_datetime_text(${microsSql(argument(call, 0))})` },
  { form: '(TIME) -> STRING', sql: (call) => `bq_time_text(${microsSql(argument(call, 0))})` },
];

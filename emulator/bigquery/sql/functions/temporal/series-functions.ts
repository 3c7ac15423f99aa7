import { SqlError } from '../../sql-error';
import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { stepOf } from './add-functions';
import { MICROS_OF_PART } from './date-part';
import { intervalParts } from './interval-parts';
import { argument, dateOfDays, datetimeOf, daysSql, microsSql, timestampOf } from './temporal-sql';

const array = scalarsOf('Array');

function generateDates(call: FunctionCall): string {
  const step = call.arguments[2] ? stepOf(call, 2, { name: 'GENERATE_DATE_ARRAY', type: 'DATE' }) : { number: 'CAST(1 AS BIGINT)', part: "'DAY'" };
  return `list_transform(bq_generate_dates(${daysSql(argument(call, 0))}, ${daysSql(argument(call, 1))}, ${step.number}, ${step.part}), lambda d: ${dateOfDays('d')})`;
}

function generateTimestamps(call: FunctionCall): string {
  const { number, part } = stepOf(call, 2, { name: 'GENERATE_TIMESTAMP_ARRAY', type: 'TIMESTAMP' });
  const unit = MICROS_OF_PART.get(part.slice(1, -1)) ?? 86_400_000_000n;
  return `list_transform(bq_generate_timestamps(${microsSql(argument(call, 0))}, ${microsSql(argument(call, 1))}, ${number} * ${unit}), lambda d: ${timestampOf('d')})`;
}

const ORIGIN = '-631152000000000';

/** The start of a bucket in microseconds; the default origin is 1950-01-01. */
function bucket(call: FunctionCall, micros: (value: string) => string): string {
  const { months, days, micros: rest } = intervalParts(argument(call, 1));
  const origin = call.arguments[2] ? micros(argument(call, 2)) : `CAST(${ORIGIN} AS BIGINT)`;
  return `bq_bucket(${micros(argument(call, 0))}, ${months}, ${days} * 86400000000 + ${rest}, ${origin})`;
}

const dateMicros = (value: string): string => `(${daysSql(value)} * 86400000000)`;

function dateBucket(call: FunctionCall): string {
  const part = call.intervals[1]?.part;
  if (part !== undefined && MICROS_OF_PART.has(part)) throw new SqlError('Only MONTH and DAY parts are allowed in bucket width INTERVAL', { at: call.at });
  return `CAST(${datetimeOf(bucket(call, dateMicros))} AS DATE)`;
}

/** GENERATE_DATE_ARRAY, GENERATE_TIMESTAMP_ARRAY and the _BUCKET functions. */
export const SERIES_FUNCTIONS: readonly FunctionDefinition[] = [
  array('GENERATE_DATE_ARRAY', { '(DATE, DATE, INTERVAL?) -> ARRAY<DATE>': generateDates }),
  array('GENERATE_TIMESTAMP_ARRAY', { '(TIMESTAMP, TIMESTAMP, INTERVAL) -> ARRAY<TIMESTAMP>': generateTimestamps }),
  scalarsOf('Date')('DATE_BUCKET', { '(DATE, INTERVAL, DATE?) -> DATE': dateBucket }),
  scalarsOf('Datetime')('DATETIME_BUCKET', { '(DATETIME, INTERVAL, DATETIME?) -> DATETIME': (call) => datetimeOf(bucket(call, microsSql)) }),
  scalarsOf('Timestamp')('TIMESTAMP_BUCKET', { '(TIMESTAMP, INTERVAL, TIMESTAMP?) -> TIMESTAMP': (call) => timestampOf(bucket(call, microsSql)) }),
];

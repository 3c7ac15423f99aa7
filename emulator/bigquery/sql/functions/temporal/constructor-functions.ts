import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { argument, dateOfDays, datetimeOf, daysSql, instantMicros, localMicros, microsSql, nowSql, timeOf, timestampOf, zoneSql } from './temporal-sql';

const date = scalarsOf('Date');
const datetime = scalarsOf('Datetime');
const time = scalarsOf('Time');
const timestamp = scalarsOf('Timestamp');

/** What clocks show at the TIMESTAMP of the first argument, in the zone of the second. */
function shown(call: FunctionCall): string {
  return localMicros(microsSql(argument(call, 0)), zoneSql(call, 1));
}

function all(call: FunctionCall): string {
  return call.arguments.map((each) => each.sql).join(', ');
}

function dateOfLocal(micros: string): string {
  return `CAST(${datetimeOf(micros)} AS DATE)`;
}

function timestampOfLocal(micros: (call: FunctionCall) => string): (call: FunctionCall) => string {
  return (call) => timestampOf(instantMicros(micros(call), zoneSql(call, 1)));
}

/** `TIMESTAMP('…', zone)` takes no zone in the text. */
function timestampOfText(call: FunctionCall): string {
  return timestampOf(`bq_timestamp_of_text(${argument(call, 0)}, ${zoneSql(call, 1)}, ${call.arguments.length < 2})`);
}

function scaled(unit: number): (call: FunctionCall) => string {
  return (call) => timestampOf(`bq_checked_timestamp(${argument(call, 0)}, CAST(${unit} AS BIGINT))`);
}

/** Rounded down to the unit, before 1970 too. */
function unix(unit: number): (call: FunctionCall) => string {
  return (call) => (unit === 1 ? microsSql(argument(call, 0)) : `((${microsSql(argument(call, 0))} + 62135596800000000) // ${unit} - ${62_135_596_800_000_000n / BigInt(unit)})`);
}

const now = (call: FunctionCall): string => localMicros(nowSql(call), zoneSql(call, 0));

/** Functions that make dates and times of other values, and numbers of them. */
export const CONSTRUCTOR_FUNCTIONS: readonly FunctionDefinition[] = [
  date('CURRENT_DATE', { '(STRING?) -> DATE': (call) => dateOfLocal(now(call)) }),
  datetime('CURRENT_DATETIME', { '(STRING?) -> DATETIME': (call) => datetimeOf(now(call)) }),
  time('CURRENT_TIME', { '(STRING?) -> TIME': (call) => timeOf(now(call)) }),
  timestamp('CURRENT_TIMESTAMP', { '() -> TIMESTAMP': (call) => timestampOf(nowSql(call)) }),
  date('DATE', {
    '(INT64, INT64, INT64) -> DATE': (call) => dateOfDays(`bq_make_date(${all(call)})`),
    '(TIMESTAMP, STRING?) -> DATE': (call) => dateOfLocal(shown(call)),
    '(DATETIME) -> DATE': (call) => `CAST(${argument(call, 0)} AS DATE)`,
    '(DATE) -> DATE': (call) => argument(call, 0),
  }),
  datetime('DATETIME', {
    '(INT64, INT64, INT64, INT64, INT64, INT64) -> DATETIME': (call) => datetimeOf(`bq_make_datetime(${all(call)})`),
    '(DATETIME) -> DATETIME': (call) => argument(call, 0),
    '(DATE, TIME) -> DATETIME': (call) => `(${argument(call, 0)} + ${argument(call, 1)})`,
    '(TIMESTAMP, STRING?) -> DATETIME': (call) => datetimeOf(shown(call)),
  }),
  time('TIME', {
    '(INT64, INT64, INT64) -> TIME': (call) => timeOf(`bq_make_time(${all(call)})`),
    '(TIME) -> TIME': (call) => argument(call, 0),
    '(DATETIME) -> TIME': (call) => `CAST(${argument(call, 0)} AS TIME)`,
    '(TIMESTAMP, STRING?) -> TIME': (call) => timeOf(shown(call)),
  }),
  timestamp('TIMESTAMP', {
    '(STRING, STRING?) -> TIMESTAMP': timestampOfText,
    '(TIMESTAMP) -> TIMESTAMP': (call) => argument(call, 0),
    '(DATE, STRING?) -> TIMESTAMP': timestampOfLocal((call) => `(${daysSql(argument(call, 0))} * 86400000000)`),
    '(DATETIME, STRING?) -> TIMESTAMP': timestampOfLocal((call) => microsSql(argument(call, 0))),
  }),
  timestamp('TIMESTAMP_SECONDS', { '(INT64) -> TIMESTAMP': scaled(1_000_000) }),
  timestamp('TIMESTAMP_MILLIS', { '(INT64) -> TIMESTAMP': scaled(1000) }),
  timestamp('TIMESTAMP_MICROS', { '(INT64) -> TIMESTAMP': scaled(1) }),
  timestamp('UNIX_SECONDS', { '(TIMESTAMP) -> INT64': unix(1_000_000) }),
  timestamp('UNIX_MILLIS', { '(TIMESTAMP) -> INT64': unix(1000) }),
  timestamp('UNIX_MICROS', { '(TIMESTAMP) -> INT64': unix(1) }),
  date('UNIX_DATE', { '(DATE) -> INT64': (call) => daysSql(argument(call, 0)) }),
  date('DATE_FROM_UNIX_DATE', { '(INT64) -> DATE': (call) => dateOfDays(`bq_checked_date(${argument(call, 0)})`) }),
];

import { SqlError } from '../../sql-error';
import { scalarsOf } from '../define';
import type { FunctionCall, FunctionDefinition } from '../function-definition';
import { intervalOfParts, intervalParts } from './interval-parts';
import { argument } from './temporal-sql';

const interval = scalarsOf('Interval');
const UNITS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

function makeInterval(call: FunctionCall): string {
  const value = (unit: string): string => {
    const [given, named] = [call.arguments[UNITS.indexOf(unit)], call.named.get(unit)];
    if (given && named) throw new SqlError(`Duplicate named argument \`${unit.toLowerCase()}\` found in call to function MAKE_INTERVAL`, { at: named.at });
    return (given ?? named)?.sql ?? 'CAST(0 AS BIGINT)';
  };
  const months = `(${value('YEAR')} * 12 + ${value('MONTH')})`;
  const micros = `(${value('HOUR')} * 3600000000 + ${value('MINUTE')} * 60000000 + ${value('SECOND')} * 1000000)`;
  return intervalOfParts({ months, days: value('DAY'), micros });
}

function justify(how: string): (call: FunctionCall) => string {
  return (call) => {
    const { months, days, micros } = intervalParts(argument(call, 0));
    return `CAST(bq_justify_interval('${how}', ${months}, ${days}, ${micros}) AS INTERVAL)`;
  };
}

/** MAKE_INTERVAL and the JUSTIFY_ functions. */
export const INTERVAL_FUNCTIONS: readonly FunctionDefinition[] = [
  interval('MAKE_INTERVAL', { '(INT64?, INT64?, INT64?, INT64?, INT64?, INT64?) -> INTERVAL': makeInterval }, { named: UNITS }),
  interval('JUSTIFY_DAYS', { '(INTERVAL) -> INTERVAL': justify('days') }),
  interval('JUSTIFY_HOURS', { '(INTERVAL) -> INTERVAL': justify('hours') }),
  interval('JUSTIFY_INTERVAL', { '(INTERVAL) -> INTERVAL': justify('all') }),
];

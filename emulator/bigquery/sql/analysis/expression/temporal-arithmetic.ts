import { raise } from '../../functions/sql-text';
import { addIntervalSql, differenceIntervalSql } from '../../functions/temporal/interval-operators';
import { SqlError } from '../../sql-error';
import type { Position } from '../../syntax/position';
import { DATE, DATETIME, INTERVAL, INT64 } from '../../types/sql-type';
import { bind } from '../bind';
import { coerce, derived } from '../coerce';
import type { Env } from '../scope';
import type { TypedExpression } from '../typed-expression';

interface Operands { readonly left: TypedExpression; readonly right: TypedExpression; readonly env: Env; readonly at: Position }

const MOMENTS: readonly string[] = ['DATE', 'DATETIME', 'TIMESTAMP'];

/** Sums and differences of dates, times and intervals; `undefined` where none is among the operands. */
export function temporalArithmetic(operator: '+' | '-' | '*' | '/', operands: Operands): TypedExpression | undefined {
  const { left, right } = operands;
  const interval = left.type.kind === 'INTERVAL' || right.type.kind === 'INTERVAL';
  if (operator === '*' || operator === '/') return interval ? scaled(operator, operands) : undefined;
  if (interval) return withInterval(operator, operands);
  if (operator === '-' && left.type.kind === right.type.kind) return difference(operands);
  return dayNumber(operator, operands);
}

/** DATE ± INT64. */
function dayNumber(operator: '+' | '-', { left, right, env, at }: Operands): TypedExpression | undefined {
  const [date, days] = left.type.kind === 'DATE' ? [left, right] : operator === '+' && right.type.kind === 'DATE' ? [right, left] : [];
  if (!date || !days || (days.type.kind !== 'INT64')) return undefined;
  const number = coerce(days, INT64, env)!;
  const range = (sql: string): string => checkedDate(sql, env);
  return derived(DATE, range(`(${date.sql} ${operator} CAST(${number.sql} AS INTEGER))`), { at, operands: [date, number] });
}

function checkedDate(sql: string, env: Env): string {
  return bind(env, [{ sql }], (day = '') =>
    `CASE WHEN ${day} < DATE '0001-01-01' OR ${day} > DATE '9999-12-31' THEN ${raise("'Date value out of range in date arithmetic'", 'DATE')} ELSE ${day} END`);
}

function difference({ left, right, at }: Operands): TypedExpression | undefined {
  const { kind } = left.type;
  if (kind !== 'DATE' && kind !== 'TIMESTAMP' && kind !== 'DATETIME' && kind !== 'TIME') return undefined;
  return derived(INTERVAL, differenceIntervalSql(kind, left.sql, right.sql), { at, operands: [left, right] });
}

function withInterval(operator: '+' | '-', { left, right, at, env }: Operands): TypedExpression | undefined {
  const operands = [left, right];
  if (left.type.kind === 'INTERVAL' && right.type.kind === 'INTERVAL') return derived(INTERVAL, `(${left.sql} ${operator} ${right.sql})`, { at, operands });
  const [moment, interval] = right.type.kind === 'INTERVAL' ? [left, right] : [right, left];
  if (operator === '-' && interval === left) return undefined;
  if (moment.literal?.kind === 'null' || !MOMENTS.includes(moment.type.kind)) return undefined;
  const kind = moment.type.kind === 'TIMESTAMP' ? 'TIMESTAMP' : 'DATETIME';
  const base = kind === 'TIMESTAMP' ? moment : coerce(moment, DATETIME, env)!;
  const sql = bind(env, [base, interval], (time = '', span = '') => addIntervalSql(kind, time, { interval: span, sub: operator === '-' }));
  return derived(base.type, sql, { at, operands });
}

function scaled(operator: '*' | '/', { left, right, env, at }: Operands): TypedExpression | undefined {
  const [interval, factor] = left.type.kind === 'INTERVAL' ? [left, right] : [right, left];
  if ((operator === '/' && interval !== left) || factor.type.kind !== 'INT64') return undefined;
  const operands = [interval, factor];
  if (operator === '*') return derived(INTERVAL, `(${interval.sql} * ${factor.sql})`, { at, operands });
  if (factor.literal?.text === '0') throw new SqlError('division by zero', { at });
  const sql = bind(env, operands, (span = '', by = '') => {
    const months = `(datepart('year', ${span}) * 12 + datepart('month', ${span}))`;
    const days = `(${months} % ${by} * 30 + datepart('day', ${span}))`;
    const micros = `(${days} % ${by} * 86400000000 + datepart('hour', ${span}) * 3600000000 + datepart('minute', ${span}) * 60000000 + datepart('microsecond', ${span}))`;
    return `(to_months(CAST(${months} // ${by} AS INTEGER)) + to_days(CAST(${days} // ${by} AS INTEGER)) + to_microseconds(CAST(${micros} // ${by} AS BIGINT)))`;
  });
  return derived(INTERVAL, sql, { at, operands });
}

import type { IntervalExpression } from '../../syntax/tree';
import { SqlError } from '../../sql-error';
import { formatType, INT64, INTERVAL } from '../../types/sql-type';
import { coerce, derived } from '../coerce';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

const UNITS: ReadonlyMap<string, readonly [make: string, type: string, factor: number]> = new Map([
  ['YEAR', ['to_months', 'INTEGER', 12]],
  ['QUARTER', ['to_months', 'INTEGER', 3]],
  ['MONTH', ['to_months', 'INTEGER', 1]],
  ['WEEK', ['to_days', 'INTEGER', 7]],
  ['DAY', ['to_days', 'INTEGER', 1]],
  ['HOUR', ['to_microseconds', 'BIGINT', 3_600_000_000]],
  ['MINUTE', ['to_microseconds', 'BIGINT', 60_000_000]],
  ['SECOND', ['to_microseconds', 'BIGINT', 1_000_000]],
  ['MILLISECOND', ['to_microseconds', 'BIGINT', 1000]],
  ['MICROSECOND', ['to_microseconds', 'BIGINT', 1]],
]);

/** INTERVAL n PART, or INTERVAL 'text' PART TO PART. @throws SqlError for a value that is no such interval */
export function interval(expression: IntervalExpression, scope: Scope): TypedExpression {
  if (expression.to !== undefined) return rangeLiteral(expression);
  const { at, part } = expression;
  return intervalOf(intervalValue(expression, scope), part, at);
}

/** The number before the part. */
export function intervalValue({ at, value }: IntervalExpression, scope: Scope): TypedExpression {
  const given = scope.env.analyser.expression(value, scope);
  const found = coerce(given, INT64, scope.env);
  if (!found) throw new SqlError(`Interval value must be coercible to INT64 type, but has type ${formatType(given.type)}`, { at });
  return found;
}

function intervalOf(value: TypedExpression, part: string, at: IntervalExpression['at']): TypedExpression {
  const unit = UNITS.get(part);
  if (!unit) throw new SqlError(`Invalid interval datetime field: ${part}`, { at });
  const [make, type, factor] = unit;
  const number = factor === 1 ? value.sql : `(${value.sql} * CAST(${factor} AS BIGINT))`;
  return derived(INTERVAL, `${make}(CAST(${number} AS ${type}))`, { at, operands: [value] });
}

const PARTS = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'] as const;
/** What stands before each part but the first of a literal. */
const BEFORE = ['', '-', ' ', ' ', ':', ':'] as const;

function rangeLiteral({ at, value, part, to }: IntervalExpression): TypedExpression {
  const [first, last] = [PARTS.findIndex((name) => name === part), PARTS.findIndex((name) => name === to)];
  if (first < 0 || last <= first) throw new SqlError(`Invalid interval range: ${part} TO ${to ?? ''}`, { at });
  if (value.kind !== 'string') throw new SqlError('Interval with a range of parts takes a STRING literal', { at });
  const parts = readParts(value.value, first, last);
  if (!parts) throw new SqlError(`Invalid INTERVAL value '${value.value}'`, { at });
  const { months, days, micros } = parts;
  return { type: INTERVAL, sql: `(to_months(${months}) + to_days(${days}) + to_microseconds(CAST(${micros} AS BIGINT)))`, at };
}

/** A sign may stand before the first part, the days and the time. */
function isSigned(n: number, first: number): boolean {
  return n === first || n === 2 || n === 3;
}

function patternOf(first: number, last: number): RegExp {
  const parts = PARTS.flatMap((part, n) => {
    if (n < first || n > last) return [];
    return `${n === first ? '' : BEFORE[n]!}${isSigned(n, first) ? '([+-]?)' : '()'}(\\d+${part === 'SECOND' ? '(?:\\.\\d{0,6})?' : ''})`;
  });
  return new RegExp(`^${parts.join('')}$`);
}

function readParts(text: string, first: number, last: number): { months: number; days: number; micros: number } | undefined {
  const found = patternOf(first, last).exec(text);
  if (!found) return undefined;
  let sign = 1;
  const values = PARTS.map((_, n) => {
    if (n < first || n > last) return 0;
    const at = (n - first) * 2 + 1;
    if (isSigned(n, first)) sign = found[at] === '-' ? -1 : 1;
    return sign * Number(found[at + 1]);
  });
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = values;
  return { months: years * 12 + months, days, micros: Math.round((hours * 3600 + minutes * 60) * 1e6 + seconds * 1e6) };
}

import { raise } from '../functions/sql-text';
import { notEmulated } from '../sql-error';
import type { Position } from '../syntax/position';
import { duckdbType } from '../types/duckdb-type';
import { bind } from './bind';
import type { Env } from './scope';
import type { TypedExpression } from './typed-expression';

/** Length, or precision and scale, as a type has them in parentheses. */
export interface TypeLimits {
  readonly at: Position;
  readonly parameters: readonly number[];
}

/** SQL of the value where it keeps the limits, rounded to the scale; else an error, or NULL where it is safe. @throws SqlError for types without any */
export function limited(value: TypedExpression, { at, parameters }: TypeLimits, { safe, env }: { safe: boolean; env: Env }): string {
  const { kind } = value.type;
  const duck = duckdbType(value.type);
  const failure = (message: string): string => (safe ? `CAST(NULL AS ${duck})` : raise(message, duck));
  const [most = 0, scale = 0] = parameters;
  if (kind === 'STRING' || kind === 'BYTES') {
    const size = kind === 'STRING' ? 'length' : 'octet_length';
    return bind(env, [value], (name = '') => `CASE WHEN ${size}(${name}) > ${most} THEN ${failure(`'${kind}(${most}) has maximum length ${most} but got a value with length ' || ${size}(${name})`)} ELSE ${name} END`);
  }
  if (kind !== 'NUMERIC' && kind !== 'BIGNUMERIC') throw notEmulated(`${kind} with parameters`, at);
  const rounded = `CAST(round(${value.sql}, ${scale}) AS ${duck})`;
  const bound = `CAST('1${'0'.repeat(Math.min(most - scale, kind === 'NUMERIC' ? 29 : 20))}' AS DECIMAL(38, 0))`;
  if (most - scale >= (kind === 'NUMERIC' ? 29 : 20)) return rounded;
  return bind(env, [{ ...value, sql: rounded }], (name = '') => `CASE WHEN abs(${name}) >= ${bound} THEN ${failure(`'${kind}(${most}, ${scale}) has precision ${most} and scale ${scale} but got a value that is not in range: ' || ${name}`)} ELSE ${name} END`);
}

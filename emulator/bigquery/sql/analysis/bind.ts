import type { Env } from './scope';

const REPEATABLE_LENGTH = 120;

interface Bindable {
  readonly sql: string;
  readonly volatile?: boolean;
}

/**
 * SQL that uses each operand several times, while it is evaluated once and written once: a short one is repeated, a long
 * or volatile one is bound. `body` must not hold a subquery of its own.
 */
export function bind(env: Env, operands: readonly Bindable[], body: (...names: string[]) => string): string {
  if (operands.every(({ sql, volatile }) => !volatile && sql.length <= REPEATABLE_LENGTH)) return body(...operands.map(({ sql }) => sql));
  return bindAlways(env, operands, body);
}

/** As `bind`, for a body that must not evaluate the operands itself (TRY). */
export function bindAlways(env: Env, operands: readonly Bindable[], body: (...names: string[]) => string): string {
  const row = env.fresh('x');
  const fields = operands.map(({ sql }, n) => `f${n} := ${sql}`);
  return `list_transform([struct_pack(${fields.join(', ')})], lambda ${row}: ${body(...operands.map((_, n) => `${row}.f${n}`))})[1]`;
}

/** As `bind`, for a body with subqueries. */
export function bindAround(env: Env, operands: readonly Bindable[], body: (...names: string[]) => string): string {
  const row = env.fresh('t');
  const columns = operands.map(({ sql }, n) => `${sql} AS f${n}`);
  return `(SELECT ${body(...operands.map((_, n) => `${row}.f${n}`))} FROM (SELECT ${columns.join(', ')}) AS ${row})`;
}

import type { Between, Case, IsTest, Like } from '../../syntax/tree';
import { raise, textLiteral } from '../../functions/sql-text';
import { SqlError } from '../../sql-error';
import { duckdbType } from '../../types/duckdb-type';
import { BOOL, BYTES, formatType, STRING } from '../../types/sql-type';
import { bind } from '../bind';
import { coerce, condition, derived, unify } from '../coerce';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { comparable, compare } from './comparison';
import { noSignature } from './no-signature';

/** IS [NOT] NULL, TRUE, FALSE, UNKNOWN. */
export function isTest({ at, operand, test, not }: IsTest, scope: Scope): TypedExpression {
  const given = scope.env.analyser.expression(operand, scope);
  const value = test === 'NULL' ? given : coerce(given, BOOL, scope.env);
  if (!value) throw noSignature(`operator IS ${test}`, { at, operands: [given], supported: [`BOOL IS ${test}`] });
  const wanted = test === 'UNKNOWN' ? 'NULL' : test;
  return derived(BOOL, `(${value.sql} IS ${not ? 'NOT ' : ''}${wanted})`, { at, operands: [value] });
}

/** x [NOT] BETWEEN low AND high. @throws SqlError for types that cannot be compared */
export function between({ at, operand, low, high, not }: Between, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = [operand, low, high].map((expression) => env.analyser.expression(expression, scope));
  const found = unify(given, env);
  if (!found) throw noSignature('operator BETWEEN', { at, operands: given, supported: ['(ANY) BETWEEN (ANY) AND (ANY)'] });
  const [value, from, to] = found.values as [TypedExpression, TypedExpression, TypedExpression];
  comparable({ left: value, right: from }, { operator: '<', at, env });
  const sql = bind(env, [value], (name = '') => {
    const bound = { ...value, sql: name };
    return `(${compare('>=', { left: bound, right: from, env })} AND ${compare('<=', { left: bound, right: to, env })})`;
  });
  return derived(BOOL, not ? `(NOT ${sql})` : sql, { at, operands: found.values });
}

/** [NOT] LIKE, LIKE ANY, LIKE ALL. @throws SqlError for what is no text */
export function like({ at, operand, not, quantifier, patterns, unnest }: Like, scope: Scope): TypedExpression {
  const { env } = scope;
  const given = env.analyser.expression(operand, scope);
  const others = patterns.map((pattern) => env.analyser.expression(pattern, scope));
  if (unnest) return likeUnnest({ at, operand, not, quantifier, patterns, unnest, kind: 'like' }, given, scope);
  const type = [given, ...others].some((text) => text.type.kind === 'BYTES') ? BYTES : STRING;
  const [value, ...texts] = [given, ...others].map((text) => {
    const found = coerce(text, type, env);
    if (!found) throw noSignature('operator LIKE', { at, operands: [given, ...others], supported: ['STRING LIKE STRING', 'BYTES LIKE BYTES'] });
    return found;
  });
  const sql = bind(env, [value!], (name = '') => {
    const tests = texts.map((pattern) => (quantifier && not ? `(NOT ${likeSql(name, pattern)})` : likeSql(name, pattern)));
    return `(${tests.join(quantifier === 'ALL' ? ' AND ' : ' OR ')})`;
  });
  return derived(BOOL, not && !quantifier ? `(NOT ${sql})` : sql, { at, operands: [value!, ...texts] });
}

/** DuckDB takes a pattern that ends within an escape for one that nothing matches; BigQuery fails. */
function likeSql(value: string, { type, sql, literal }: Pick<TypedExpression, 'type' | 'sql' | 'literal'>): string {
  if (type.kind === 'BYTES') return `bq_like_bytes(${value}, ${sql})`;
  const test = `(${value} LIKE ${sql} ESCAPE '\\')`;
  if (literal?.text !== undefined && !literal.text.endsWith('\\')) return test;
  const open = `ends_with(${sql}, '\\') AND len(regexp_extract(${sql}, '\\\\+$')) % 2 = 1`;
  return `CASE WHEN ${open} THEN ${raise(textLiteral('LIKE pattern ends with a backslash'), 'BOOLEAN')} ELSE ${test} END`;
}

/** LIKE ANY UNNEST(patterns): as the list of its elements. */
function likeUnnest({ at, not, quantifier, unnest }: Like, given: TypedExpression, scope: Scope): TypedExpression {
  const { env } = scope;
  const array = env.analyser.expression(unnest!, scope);
  const type = array.type.kind === 'ARRAY' ? array.type.element : undefined;
  const value = type && coerce(given, type, env);
  if (!value || (type.kind !== 'STRING' && type.kind !== 'BYTES')) {
    throw noSignature('operator LIKE', { at, operands: [given, array], supported: ['STRING LIKE ANY UNNEST(ARRAY<STRING>)', 'BYTES LIKE ANY UNNEST(ARRAY<BYTES>)'] });
  }
  const each = env.fresh('e');
  const sql = bind(env, [value, array], (text = '', list = '') => {
    const plain = likeSql(text, { type, sql: each });
    const test = not ? `(NOT ${plain})` : plain;
    const results = `list_transform(coalesce(${list}, CAST([] AS ${duckdbType(array.type)})), lambda ${each}: ${test})`;
    return quantifier === 'ALL'
      ? `CASE WHEN len(list_filter(${results}, lambda r: r IS FALSE)) > 0 THEN FALSE WHEN len(list_filter(${results}, lambda r: r IS NULL)) > 0 THEN NULL ELSE TRUE END`
      : `CASE WHEN len(list_filter(${results}, lambda r: r IS TRUE)) > 0 THEN TRUE WHEN len(list_filter(${results}, lambda r: r IS NULL)) > 0 THEN NULL ELSE FALSE END`;
  });
  return derived(BOOL, sql, { at, operands: [value, array] });
}

/** CASE, searched or with an operand. @throws SqlError for results without a common type */
export function caseExpression({ at, operand, branches, otherwise }: Case, scope: Scope): TypedExpression {
  const { env } = scope;
  const analyse = env.analyser.expression;
  const results = [...branches.map(({ then }) => analyse(then, scope)), ...(otherwise ? [analyse(otherwise, scope)] : [])];
  const found = unify(results, env);
  if (!found) throw noSignature('operator CASE', { at, operands: results });
  const last = otherwise ? found.values.at(-1)!.sql : `CAST(NULL AS ${duckdbType(found.type)})`;
  const cases = (whens: readonly string[]): string => `CASE ${whens.map((when, n) => `WHEN ${when} THEN ${found.values[n]!.sql}`).join(' ')} ELSE ${last} END`;
  if (!operand) {
    const whens = branches.map(({ when }) => condition(analyse(when, scope), 'CASE WHEN condition', env));
    return derived(found.type, cases(whens.map(({ sql }) => sql)), { at, operands: [...whens, ...found.values] });
  }
  const compared = unify([operand, ...branches.map(({ when }) => when)].map((expression) => analyse(expression, scope)), env);
  if (!compared) throw new SqlError('CASE operand and WHEN values have no common type', { at });
  const [value, ...whens] = compared.values as [TypedExpression, ...TypedExpression[]];
  comparable({ left: value, right: value }, { operator: '=', at, env });
  if (value.volatile) throw new SqlError(`CASE of a value of type ${formatType(value.type)} that changes at each use is not emulated`, { at, unsupported: true });
  return derived(found.type, cases(whens.map((when) => compare('=', { left: value, right: when, env }))), { at, operands: [...found.values, ...whens] });
}

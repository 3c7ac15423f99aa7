import { raise, textLiteral } from '../../functions/sql-text';
import type { Binary } from '../../syntax/tree';
import { duckdbType } from '../../types/duckdb-type';
import { BIGNUMERIC, FLOAT64, INT64, NUMERIC, type ScalarType, type SqlType } from '../../types/sql-type';
import { bind } from '../bind';
import { coerce, derived } from '../coerce';
import type { Env } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { noSignature } from './no-signature';
import { temporalArithmetic } from './temporal-arithmetic';

type Arithmetic = '+' | '-' | '*' | '/';
interface Operands { readonly expression: Binary; readonly left: TypedExpression; readonly right: TypedExpression; readonly env: Env }

const SUPPORTED: Readonly<Record<Arithmetic, readonly string[]>> = {
  '+': ['INT64 + INT64', 'FLOAT64 + FLOAT64', 'NUMERIC + NUMERIC', 'BIGNUMERIC + BIGNUMERIC', 'DATE + INT64', 'INT64 + DATE', 'TIMESTAMP + INTERVAL', 'INTERVAL + TIMESTAMP', 'DATE + INTERVAL', 'INTERVAL + DATE', 'DATETIME + INTERVAL', 'INTERVAL + DATETIME', 'INTERVAL + INTERVAL'],
  '-': ['INT64 - INT64', 'NUMERIC - NUMERIC', 'FLOAT64 - FLOAT64', 'BIGNUMERIC - BIGNUMERIC', 'DATE - INT64', 'DATE - DATE', 'TIMESTAMP - TIMESTAMP', 'DATETIME - DATETIME', 'TIME - TIME', 'TIMESTAMP - INTERVAL', 'DATE - INTERVAL', 'DATETIME - INTERVAL', 'INTERVAL - INTERVAL'],
  '*': ['INT64 * INT64', 'FLOAT64 * FLOAT64', 'NUMERIC * NUMERIC', 'BIGNUMERIC * BIGNUMERIC', 'INT64 * INTERVAL', 'INTERVAL * INT64'],
  '/': ['FLOAT64 / FLOAT64', 'NUMERIC / NUMERIC', 'BIGNUMERIC / BIGNUMERIC', 'INTERVAL / INT64'],
};

/** + - * /. @throws SqlError for types that do not go together */
export function arithmetic(expression: Binary, operands: { left: TypedExpression; right: TypedExpression }, env: Env): TypedExpression {
  const given = { expression, ...operands, env };
  const operator = expression.operator as Arithmetic;
  const temporal = temporalArithmetic(operator, { ...operands, env, at: expression.operatorAt });
  if (temporal) return temporal;
  const type = resultType(operator, given);
  const left = type && coerce(operands.left, type, env);
  const right = type && coerce(operands.right, type, env);
  if (!left || !right) throw noSignature(`operator ${operator}`, { at: expression.operatorAt, operands: [operands.left, operands.right], supported: SUPPORTED[operator] });
  return derived(type, numberSql(operator, { ...given, left, right }), { at: expression.at, operands: [left, right] });
}

function resultType(operator: Arithmetic, { left, right }: Operands): ScalarType | undefined {
  const kinds = [left, right].filter(({ literal }) => literal?.kind !== 'null').map(({ type }) => type.kind);
  if (!kinds.every((kind) => ['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'].includes(kind))) return undefined;
  const floats = [left, right].filter(({ type }) => type.kind === 'FLOAT64');
  const decimal = kinds.includes('BIGNUMERIC') ? BIGNUMERIC : kinds.includes('NUMERIC') ? NUMERIC : undefined;
  if (decimal && floats.every(({ literal }) => literal?.kind === 'float')) return decimal;
  if (kinds.includes('FLOAT64')) return FLOAT64;
  return decimal ?? (operator === '/' ? FLOAT64 : INT64);
}

function numberSql(operator: Arithmetic, { left, right, env }: Operands): string {
  const { type } = left;
  if (type.kind === 'INT64') return `(${left.sql} ${operator} ${right.sql})`;
  if (type.kind === 'FLOAT64') return floatSql(operator, left, { right, env });
  if (operator === '*' || operator === '/') return decimalSql(operator, left, right);
  return `CAST((${left.sql} ${operator} ${right.sql}) AS ${duckdbType(type)})`;
}

/** DuckDB gives Infinity where BigQuery fails; only an operand that is infinite itself may. */
function floatSql(operator: Arithmetic, left: TypedExpression, { right, env }: { right: TypedExpression; env: Env }): string {
  const spelt = { '+': 'addition', '-': 'subtraction', '*': 'multiplication', '/': 'division' }[operator];
  const divisor = right.literal?.text === undefined ? undefined : Number(right.literal.text);
  return bind(env, [left, right], (a = '', b = '') => {
    const failed = raise(`'Floating point error in function: ${spelt}: ' || ${a} || ' ${operator} ' || ${b}`, 'DOUBLE');
    const zero = operator === '/' && !divisor ? `WHEN ${b} = 0 THEN ${raise(`'division by zero: ' || ${textOf(a)} || ' / ' || ${textOf(b)}`, 'DOUBLE')} ` : '';
    if (operator === '/' && divisor !== undefined && Math.abs(divisor) >= 1) return `(${a} / ${b})`;
    return `CASE ${zero}WHEN isinf(${a} ${operator} ${b}) AND NOT isinf(${a}) AND NOT isinf(${b}) THEN ${failed} ELSE ${a} ${operator} ${b} END`;
  });
}

/** As BigQuery prints a number in messages: without `.0`. */
function textOf(sql: string): string {
  return `regexp_replace(CAST(${sql} AS VARCHAR), '\\.0$', '')`;
}

/** Exact products and quotients of decimals, rounded half away from zero, are computed on their digits. */
function decimalSql(operator: '*' | '/', left: TypedExpression, right: TypedExpression): string {
  const type = duckdbType(left.type);
  const scale = scaleOf(left.type);
  const name = operator === '*' ? 'bq_decimal_multiply' : 'bq_decimal_divide';
  return `CAST(${name}(CAST(${left.sql} AS VARCHAR), CAST(${right.sql} AS VARCHAR), CAST(${scale} AS BIGINT)) AS ${type})`;
}

function scaleOf(type: SqlType): number {
  return type.kind === 'BIGNUMERIC' ? 18 : 9;
}

/** -x. @throws SqlError for what has no sign */
export function negative(operand: TypedExpression, { at, env }: { at: Binary['at']; env: Env }): TypedExpression {
  const { type, literal } = operand;
  const fitting = literal?.kind === 'null' || ['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'INTERVAL'].includes(type.kind);
  if (!fitting) throw noSignature('operator -', { at, operands: [operand], supported: ['-INT64', '-FLOAT64', '-NUMERIC', '-BIGNUMERIC', '-INTERVAL'] });
  if (type.kind === 'INT64' && literal?.kind !== 'null') {
    const message = textLiteral('int64 overflow: -(-9223372036854775808)');
    const sql = bind(env, [operand], (name = '') => `CASE WHEN ${name} = CAST('-9223372036854775808' AS BIGINT) THEN ${raise(message, 'BIGINT')} ELSE -(${name}) END`);
    return derived(type, sql, { at, operands: [operand] });
  }
  return derived(type, type.kind === 'INTERVAL' ? `((${operand.sql}) * CAST(-1 AS BIGINT))` : `CAST(-(${operand.sql}) AS ${duckdbType(type)})`, { at, operands: [operand] });
}

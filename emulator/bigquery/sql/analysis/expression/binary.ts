import { SqlError } from '../../sql-error';
import type { Binary, Unary } from '../../syntax/tree';
import { duckdbType } from '../../types/duckdb-type';
import { BOOL, formatType, INT64, STRING, type SqlType } from '../../types/sql-type';
import { coerce, derived, unify } from '../coerce';
import type { Env, Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { arithmetic, negative } from './arithmetic';
import { comparison } from './comparison';
import { floatLiteral, intLiteral } from './literals';
import { noSignature } from './no-signature';

interface Pair { readonly left: TypedExpression; readonly right: TypedExpression }

/** An operator between two operands. Long chains (a AND b AND …) are walked, not nested. @throws SqlError */
export function binary(expression: Binary, scope: Scope): TypedExpression {
  const { env } = scope;
  const chain: Binary[] = [expression];
  while (chain.at(-1)!.left.kind === 'binary' && !scope.computed?.(chain.at(-1)!.left)) chain.push(chain.at(-1)!.left as Binary);
  let value = env.analyser.expression(chain.at(-1)!.left, scope);
  for (const step of chain.reverse()) value = OPERATIONS[step.operator](step, { left: value, right: env.analyser.expression(step.right, scope) }, env);
  return value;
}

type Operation = (expression: Binary, pair: Pair, env: Env) => TypedExpression;

const OPERATIONS: Readonly<Record<Binary['operator'], Operation>> = {
  'AND': logical, 'OR': logical,
  '||': concatenation,
  '+': arithmetic, '-': arithmetic, '*': arithmetic, '/': arithmetic,
  '&': bitwise, '|': bitwise, '^': bitwise, '<<': bitwise, '>>': bitwise,
  '=': comparison, '!=': comparison, '<': comparison, '<=': comparison, '>': comparison, '>=': comparison,
};

function logical(expression: Binary, { left, right }: Pair, env: Env): TypedExpression {
  const operands = [left, right].map((operand) => coerce(operand, BOOL, env));
  const [a, b] = operands;
  if (!a || !b) throw noSignature(`operator ${expression.operator}`, { at: expression.operatorAt, operands: [left, right], supported: [`BOOL ${expression.operator} BOOL`] });
  return derived(BOOL, `(${a.sql} ${expression.operator} ${b.sql})`, { at: expression.at, operands: [a, b] });
}

function concatenation(expression: Binary, { left, right }: Pair, env: Env): TypedExpression {
  const fail = (): SqlError => noSignature('operator ||', { at: expression.operatorAt, operands: [left, right], supported: ['STRING || STRING', 'BYTES || BYTES', 'ARRAY<T> || ARRAY<T>'] });
  const found = unify([left, right], env);
  if (!found) throw fail();
  const untyped = [left, right].every(({ literal }) => literal?.kind === 'null');
  const type: SqlType = untyped ? STRING : found.type;
  if (type.kind !== 'STRING' && type.kind !== 'BYTES' && type.kind !== 'ARRAY') throw fail();
  const [a, b] = untyped ? [coerce(left, STRING, env)!, coerce(right, STRING, env)!] : (found.values as [TypedExpression, TypedExpression]);
  const joined = `(${a.sql} || ${b.sql})`;
  return derived(type, type.kind === 'ARRAY' ? `CAST(${joined} AS ${duckdbType(type)})` : joined, { at: expression.at, operands: [a, b] });
}

const BITWISE: ReadonlyMap<string, string> = new Map([['&', 'and'], ['|', 'or'], ['^', 'xor'], ['<<', 'shift_left'], ['>>', 'shift_right']]);

function bitwise(expression: Binary, { left, right }: Pair, env: Env): TypedExpression {
  const { operator, at, operatorAt } = expression;
  const name = BITWISE.get(operator) as string;
  const shift = operator === '<<' || operator === '>>';
  const bytes = left.type.kind === 'BYTES';
  const a = coerce(left, bytes ? left.type : INT64, env);
  const b = coerce(right, bytes && !shift ? left.type : INT64, env);
  if (!a || !b) {
    const supported = shift ? [`INT64 ${operator} INT64`, `BYTES ${operator} INT64`] : [`INT64 ${operator} INT64`, `BYTES ${operator} BYTES`];
    throw noSignature(`operator ${operator}`, { at: operatorAt, operands: [left, right], supported });
  }
  const sql = bytes ? `bq_bytes_${name}(${a.sql}, ${b.sql})` : shift ? `bq_${name}(${a.sql}, ${b.sql})` : operator === '^' ? `xor(${a.sql}, ${b.sql})` : `(${a.sql} ${operator} ${b.sql})`;
  return derived(a.type, sql, { at, operands: [a, b] });
}

/** + - ~ NOT before an operand. @throws SqlError */
export function unary({ at, operator, operand: inner }: Unary, scope: Scope): TypedExpression {
  const { env } = scope;
  if (operator === '-' && inner.kind === 'int') return intLiteral({ ...inner, at }, true);
  if (operator === '-' && inner.kind === 'float') return floatLiteral({ ...inner, at }, true);
  const operand = env.analyser.expression(inner, scope);
  switch (operator) {
    case 'NOT': {
      const value = coerce(operand, BOOL, env);
      if (!value) throw noSignature('operator NOT', { at, operands: [operand], supported: ['NOT BOOL'] });
      return derived(BOOL, `(NOT ${value.sql})`, { at, operands: [value] });
    }
    case '-':
      return negative(operand, { at, env });
    case '+':
      if (!['INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC'].includes(operand.type.kind)) {
        throw new SqlError(`Operand for unary + must be numeric but was ${formatType(operand.type)}`, { at });
      }
      return operand;
    case '~': {
      const bytes = operand.type.kind === 'BYTES';
      const value = bytes ? operand : coerce(operand, INT64, env);
      if (!value) throw noSignature('operator ~', { at, operands: [operand], supported: ['~INT64', '~BYTES'] });
      return derived(value.type, bytes ? `bq_bytes_not(${value.sql})` : `(~${value.sql})`, { at, operands: [value] });
    }
  }
}

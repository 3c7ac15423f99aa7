import { notEmulated, SqlError } from '../../sql-error';
import type { Call } from '../../syntax/tree';
import type { CreateFunction } from '../../syntax/statement';
import { formatType } from '../../types/sql-type';
import { sqlTypeOf } from '../../types/type-node';
import { bindAlways, bindAround } from '../bind';
import { coerce } from '../coerce';
import { noSignature } from '../expression/no-signature';
import { createRootScope, withFixed, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

interface Where { readonly path: readonly string[]; readonly scope: Scope; readonly safe: boolean }

/** A call of a SQL function of the user, put in place; `undefined` if there is none of that name. @throws SqlError */
export function userFunction(written: Call, { path, scope, safe }: Where): TypedExpression | undefined {
  const { env } = scope;
  const found = env.context.findFunction(path);
  if (!found) return undefined;
  const { at } = written;
  const name = path.join('.');
  if (found.table) throw new SqlError(`Table-valued function not expected here: ${name}`, { at });
  if (found.aggregate) throw notEmulated('a user-defined aggregate function', at);
  if (!found.body) throw notEmulated(`a function in ${found.language ?? 'another language'}`, at);
  if (safe) throw notEmulated('SAFE. before a user-defined function', at);
  if (written.over || written.distinct || written.star) throw new SqlError(`Function ${name} does not support an OVER clause or DISTINCT`, { at });
  const key = path.join('.').toLowerCase();
  if (env.inlining.includes(key)) throw new SqlError(`The function ${name} calls itself, which is not allowed`, { at });
  const values = argumentsOf(found, written, scope);
  return inlined({ found, name, values, scope: createRootScope({ ...env, inlining: [...env.inlining, key] }), at });
}

function argumentsOf({ parameters }: CreateFunction, written: Call, scope: Scope): readonly TypedExpression[] {
  const { env } = scope;
  const given = written.arguments.map(({ value }) => env.analyser.expression(value, scope));
  const values = parameters.map(({ type }, n) => {
    const value = given[n];
    return value && (type ? coerce(value, sqlTypeOf(type), env) : value);
  });
  const name = written.name.map((part) => part.name).join('.');
  if (given.length !== parameters.length || values.includes(undefined)) {
    const form = parameters.map(({ type }) => (type ? formatType(sqlTypeOf(type)) : 'ANY TYPE')).join(', ');
    throw noSignature(`function ${name}`, { at: written.at, operands: given, supported: [`${name}(${form})`] });
  }
  return values as readonly TypedExpression[];
}

interface Inlining { readonly found: CreateFunction; readonly name: string; readonly values: readonly TypedExpression[]; readonly scope: Scope; readonly at: Call['at'] }

/** The body with the arguments in place of its parameters; long arguments are evaluated once. */
function inlined({ found, name, values, scope, at }: Inlining): TypedExpression {
  const { env } = scope;
  let result: TypedExpression | undefined;
  const body = (names: readonly string[]): string => {
    const fixed = new Map(found.parameters.map((parameter, n) => [parameter.name.name, { ...values[n]!, sql: names[n]!, literal: undefined, volatile: undefined }]));
    result = returned(found, env.analyser.expression(found.body!, withFixed(scope, fixed)), { env, name });
    return result.sql;
  };
  const short = values.every(({ sql, volatile }) => !volatile && sql.length <= 120);
  let sql = short ? body(values.map((value) => value.sql)) : bindAlways(env, values, (...names) => body(names));
  if (!short && result!.sql.includes('(SELECT')) {
    if (values.some(({ volatile }) => volatile)) throw notEmulated('a function with a subquery and an argument that changes at each use', at);
    sql = bindAround(env, values, (...names) => body(names));
  }
  return { type: result!.type, sql, at, ...((result!.volatile || values.some(({ volatile }) => volatile)) && { volatile: true }) };
}

function returned({ returns }: CreateFunction, value: TypedExpression, { env, name }: { env: Scope['env']; name: string }): TypedExpression {
  if (!returns) return value;
  const type = sqlTypeOf(returns);
  const found = coerce(value, type, env);
  if (!found) throw new SqlError(`Function ${name} declared to return ${formatType(type)} but the function body produces incompatible type ${formatType(value.type)}`, { at: returns.at });
  return found;
}

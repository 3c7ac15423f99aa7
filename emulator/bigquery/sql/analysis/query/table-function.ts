import { notEmulated, SqlError } from '../../sql-error';
import type { TableFunctionItem } from '../../syntax/tree';
import { formatType } from '../../types/sql-type';
import { sqlTypeOf } from '../../types/type-node';
import { coerce } from '../coerce';
import { noSignature } from '../expression/no-signature';
import type { Relation } from '../relation';
import { createRootScope, withFixed, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';

/** A call of a SQL table function of the user, put in place. @throws SqlError `Table-valued function not found: …` */
export function tableFunction({ at, name, arguments: written }: TableFunctionItem, outer: Scope): Relation {
  const { env } = outer;
  const path = name.map((part) => part.name);
  const spelt = path.join('.');
  const found = env.context.findFunction(path);
  if (!found?.table) throw new SqlError(`Table-valued function not found: ${spelt}`, { at });
  if (!found.query) throw notEmulated('a table function without a query', at);
  const key = spelt.toLowerCase();
  if (env.inlining.includes(key)) throw new SqlError(`The table function ${spelt} calls itself, which is not allowed`, { at });
  const given = written.map(({ value }) => env.analyser.expression(value, outer));
  const values = new Map<string, TypedExpression>();
  for (const [n, parameter] of found.parameters.entries()) {
    const value = given[n] && parameter.type ? coerce(given[n], sqlTypeOf(parameter.type), env) : given[n];
    if (!value || given.length !== found.parameters.length) {
      const form = found.parameters.map(({ type }) => (type ? formatType(sqlTypeOf(type)) : 'ANY TYPE')).join(', ');
      throw noSignature(`table function ${spelt}`, { at, operands: given, supported: [`${spelt}(${form})`] });
    }
    values.set(parameter.name.name, { ...value, literal: undefined });
  }
  const scope = withFixed(createRootScope({ ...env, inlining: [...env.inlining, key] }), values);
  return env.analyser.query(found.query, scope);
}

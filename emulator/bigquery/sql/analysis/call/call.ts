import { findFunction, FUNCTIONS } from '../../functions';
import type { FunctionCall, FunctionDefinition } from '../../functions/function-definition';
import { isRealFunction } from '../../functions/real-functions';
import { notEmulated, SqlError } from '../../sql-error';
import type { Call } from '../../syntax/tree';
import { bindAlways } from '../bind';
import { didYouMean } from '../did-you-mean';
import type { Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { buildCall, type BuiltCall } from './build-call';
import { userFunction } from './user-function';
import { windowSql } from './window';

/** A function call. @throws SqlError `Function not found: …`, `No matching signature for function …` */
export function callExpression(written: Call, scope: Scope): TypedExpression {
  const safe = written.name.length > 1 && written.name[0]!.name.toUpperCase() === 'SAFE';
  const path = (safe ? written.name.slice(1) : written.name).map(({ name }) => name);
  const name = path.join('.').toUpperCase();
  if (name === 'GROUPING') return grouping(written, scope);
  const definition = findFunction(name);
  if (!definition) return userFunction(written, { path, scope, safe }) ?? notFound(written, path);
  refuseClauses(definition, written, safe);
  if (written.over) return overWindow(definition, written, scope);
  if (definition.kind === 'window') throw new SqlError(`Analytic function ${name} cannot be called without an OVER clause`, { at: written.at });
  if (definition.kind === 'aggregate') return aggregate(definition, written, scope);
  return scalar(definition, written, { scope, safe });
}

/** @throws SqlError, as a refusal where it is the emulator alone that has no such function */
function notFound({ at, name }: Call, path: readonly string[]): never {
  const upper = path.join('.').toUpperCase();
  if (isRealFunction(upper)) throw notEmulated(`The function ${upper}`, name[0]?.at ?? at);
  const known = FUNCTIONS.map((definition) => definition.name.toLowerCase());
  throw new SqlError(`Function not found: ${path.join('.')}${didYouMean(path.join('.'), known)}`, { at: name[0]?.at ?? at });
}

function grouping({ at, arguments: [argument] }: Call, scope: Scope): TypedExpression {
  if (!argument || !scope.grouping) throw new SqlError('GROUPING function is only allowed with GROUP BY of the same expression', { at });
  return scope.grouping(argument.value, at);
}

/** What stands inside the parentheses, or before them, and does not belong there. */
function refuseClauses({ name, kind, clauses = {}, over = {}, safe: allowed }: FunctionDefinition, written: Call, safe: boolean): void {
  const { at } = written;
  if (safe && (kind !== 'scalar' || allowed === false)) throw new SqlError(`Function ${name} does not support SAFE error mode`, { at });
  const refuse = (what: string): never => {
    throw new SqlError(`${what} is not allowed for ${kind === 'scalar' ? 'scalar' : kind === 'window' ? 'analytic' : 'aggregate'} function ${name}`, { at });
  };
  const given = [
    ['DISTINCT', written.distinct, clauses.distinct],
    ['ORDER BY in arguments', written.orderBy.length > 0, clauses.orderBy],
    ['LIMIT in arguments', written.limit, clauses.limit],
    [`${written.nulls ?? ''} NULLS`, written.nulls, clauses.nulls],
    ['HAVING in arguments', written.having, clauses.having],
  ] as const;
  for (const [what, there, taken] of given) if (there && !taken) refuse(what);
  if (!written.over) return;
  if (kind === 'scalar' || (kind === 'aggregate' && over.allowed === false)) throw new SqlError(`${kind === 'scalar' ? 'Function' : 'Aggregate function'} ${name} does not support an OVER clause`, { at });
}

function aggregate(definition: FunctionDefinition, written: Call, scope: Scope): TypedExpression {
  if (!scope.aggregate) throw new SqlError(`Aggregate function ${definition.name} not allowed in ${scope.clause}`, { at: written.at });
  return scope.aggregate((inner) => finish(definition, starless(definition, written, inner, '')), written.at);
}

function overWindow(definition: FunctionDefinition, written: Call, scope: Scope): TypedExpression {
  if (!scope.window) throw new SqlError(`Analytic function not allowed in ${scope.clause}`, { at: written.at });
  return scope.window((inner) => {
    const overSql = windowSql(definition, written, inner);
    return finish(definition, starless(definition, written, inner, overSql));
  }, written.at);
}

/** COUNT(*) is COUNT without arguments. */
// eslint-disable-next-line max-params
function starless(definition: FunctionDefinition, written: Call, scope: Scope, overSql: string): BuiltCall {
  if (written.star && definition.name !== 'COUNT') throw new SqlError(`Argument * can only be used in COUNT(*)`, { at: written.at });
  return buildCall(definition, written, { scope, overSql });
}

function finish({ name, volatile }: FunctionDefinition, { match, call }: BuiltCall): TypedExpression {
  // ERROR stands for a value of any type, as NULL does.
  const untyped = name === 'ERROR' ? { literal: { kind: 'null', text: 'error' } as const } : {};
  return { type: call.type, sql: match.signature.sql(call), at: call.at, ...untyped, ...((volatile || call.arguments.some((argument) => argument.volatile)) && { volatile: true }) };
}

const SIMPLE = /^(?:[a-z]+\d+\.[a-z]\d+|'[^']*'|CAST\('?-?[\w.]*'? AS [A-Z]+\))$/;

/** A function of one row. Long arguments that it uses more than once are bound, and what SAFE. must not silence stays outside of TRY. */
function scalar(definition: FunctionDefinition, written: Call, { scope, safe }: { scope: Scope; safe: boolean }): TypedExpression {
  const built = buildCall(definition, written, { scope, overSql: '' });
  const plain = finish(definition, built);
  const { arguments: values, lambdas } = built.call;
  const long = values.reduce((sum, { sql }) => sum + sql.length, 0);
  const hard = safe && !values.every(({ sql }) => SIMPLE.test(sql));
  const repeated = plain.sql.length > long * 2 + 400 || (values.some(({ volatile }) => volatile) && long > 0 && countRepeats(plain.sql, values));
  if (lambdas.some(Boolean)) {
    if (hard && plain.sql.includes('(SELECT')) throw notEmulated(`SAFE.${definition.name} with a lambda and a subquery`, written.at);
    return safe ? { ...plain, sql: `TRY(${plain.sql})` } : plain;
  }
  if (!hard && !(repeated && long > 200) && !(repeated && values.some(({ volatile }) => volatile))) return safe ? { ...plain, sql: `TRY(${plain.sql})` } : plain;
  const bound = bindAlways(scope.env, values, (...names) => {
    const call: FunctionCall = { ...built.call, arguments: values.map((value, n) => (value.literal ? value : { ...value, sql: names[n]! })) };
    const sql = built.match.signature.sql(call);
    return safe ? `TRY(${sql})` : sql;
  });
  return { ...plain, sql: bound };
}

function countRepeats(sql: string, values: readonly TypedExpression[]): boolean {
  return values.some((value) => value.volatile === true && sql.split(value.sql).length > 2);
}

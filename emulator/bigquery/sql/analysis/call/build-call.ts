import type { FunctionCall, FunctionDefinition } from '../../functions/function-definition';
import { SqlError } from '../../sql-error';
import type { Call } from '../../syntax/tree';
import { coerce } from '../coerce';
import { INT64, type SqlType } from '../../types/sql-type';
import { noSignature } from '../expression/no-signature';
import { orderBySql } from '../order-terms';
import { withFixed, type Scope } from '../scope';
import type { TypedExpression } from '../typed-expression';
import { givenArguments, type Given } from './given-arguments';
import { argumentAs, matchSignature, patternAt, typeOf, type Match } from './match-signature';
import { parseForm } from './signature';

/** A call with its signature chosen and its arguments coerced. */
export interface BuiltCall {
  readonly match: Match;
  readonly call: FunctionCall;
}

/** Chooses the signature of a call and coerces its arguments. @throws SqlError `No matching signature for function …` */
export function buildCall(definition: FunctionDefinition, written: Call, { scope, overSql }: { scope: Scope; overSql: string }): BuiltCall {
  const { env } = scope;
  const positional = written.arguments.filter(({ name }) => !name);
  const given = givenArguments(definition, positional, scope);
  const match = matchSignature(definition.signatures, given);
  if (!match) throw refusal(definition, written, given);
  const placed = given.map((argument, n) => placeArgument(argument, n, { match, scope }));
  const type = typeOf(match.form.result, match.templates) ?? INT64;
  const call: FunctionCall = {
    at: written.at,
    arguments: placed.map(({ value }) => value),
    parts: given.map((argument) => (argument.kind === 'part' ? argument.part : undefined)),
    intervals: given.map((argument) => (argument.kind === 'value' ? argument.interval : undefined)),
    lambdas: placed.map(({ lambda }) => lambda),
    named: new Map(written.arguments.flatMap(({ name, value }) => (name ? [[name.name.toUpperCase(), env.analyser.expression(value, scope)] as const] : []))),
    type,
    distinct: written.distinct,
    orderBy: written.orderBy.length > 0 ? `ORDER BY ${orderBySql(written.orderBy, scope)}` : '',
    overSql,
    ...(written.limit && { limit: limitSql(written.limit, scope) }),
    ...(written.nulls && { nulls: written.nulls }),
    ...(written.having && { having: { bound: written.having.bound, sql: env.analyser.expression(written.having.value, scope).sql } }),
    over: overSql !== '',
    nowMicros: env.context.nowMicros,
    timeZone: env.context.timeZone,
    sessionUser: env.context.sessionUser,
  };
  return { match, call: { ...call, type: match.signature.result?.(call) ?? type } };
}

type PlacedLambda = (parameters: readonly { readonly type: SqlType; readonly sql: string }[]) => TypedExpression;

function placeArgument(argument: Given, n: number, { match, scope }: { match: Match; scope: Scope }): { value: TypedExpression; lambda?: PlacedLambda } {
  const { env } = scope;
  const nothing: TypedExpression = { type: INT64, sql: 'NULL', at: { line: 1, column: 1, offset: 0 } };
  if (argument.kind === 'value') return { value: argumentAs(argument.value, patternAt(match.form, n)!, { match, env }) };
  if (argument.kind === 'part') return { value: nothing };
  const { parameters, body } = argument.lambda;
  const lambda: PlacedLambda = (values) => {
    if (values.length < parameters.length) throw new SqlError('Lambda has too many arguments', { at: argument.lambda.at });
    const names = new Map(parameters.map(({ name, at }, position) => [name, { ...values[position]!, at }]));
    return env.analyser.expression(body, withFixed(scope, names));
  };
  return { value: { ...nothing, at: argument.lambda.at }, lambda };
}

function limitSql(limit: NonNullable<Call['limit']>, scope: Scope): string {
  const value = scope.env.analyser.expression(limit, scope);
  const number = coerce(value, INT64, scope.env);
  if (!number || !value.literal) throw new SqlError('LIMIT expects an integer literal or parameter', { at: limit.at });
  return number.sql;
}

function refusal({ name, kind, signatures }: FunctionDefinition, { at }: Call, given: readonly Given[]): SqlError {
  const operands = given.flatMap((argument) => (argument.kind === 'value' ? argument.value : []));
  const what = `${kind === 'scalar' ? 'function' : kind === 'aggregate' ? 'aggregate function' : 'analytic function'} ${name}`;
  return noSignature(what, { at, operands, supported: signatures.map(({ form }) => `${name}${parseForm(form).text}`) });
}

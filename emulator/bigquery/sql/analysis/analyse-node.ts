import { extractExpression } from '../functions/extract';
import { SqlError } from '../sql-error';
import type { Expression, Extract as ExtractPart, Parameter } from '../syntax/tree';
import { callExpression } from './call/call';
import { binary, unary } from './expression/binary';
import { cast } from './expression/cast';
import { isDistinct } from './expression/comparison';
import { arrayConstructor, structConstructor } from './expression/constructors';
import { fieldAccess, indexAccess } from './expression/element';
import { interval } from './expression/interval';
import { boolLiteral, bytesLiteralOf, floatLiteral, intLiteral, nullLiteral, stringLiteral, typedLiteral } from './expression/literals';
import { membership } from './expression/membership';
import { arrayQuery, exists, scalarSubquery, withExpression } from './expression/subqueries';
import { between, caseExpression, isTest, like } from './expression/tests';
import { resolvePath } from './resolve-path';
import type { Scope } from './scope';
import type { TypedExpression } from './typed-expression';

type Handlers = { readonly [K in Expression['kind']]: (expression: Extract<Expression, { readonly kind: K }>, scope: Scope) => TypedExpression };

const HANDLERS: Handlers = {
  null: (expression) => nullLiteral(expression),
  bool: (expression) => boolLiteral(expression),
  int: (expression) => intLiteral(expression),
  float: (expression) => floatLiteral(expression),
  string: (expression) => stringLiteral(expression),
  bytes: (expression) => bytesLiteralOf(expression),
  'typed-literal': (expression) => typedLiteral(expression),
  parameter,
  'system-variable': ({ at, path }, { env }) => {
    const { type, sql } = env.context.systemVariable(path, at);
    return { type, sql, at };
  },
  path: resolvePath,
  field: fieldAccess,
  index: indexAccess,
  unary,
  binary,
  is: isTest,
  'is-distinct': isDistinct,
  like,
  between,
  in: membership,
  case: caseExpression,
  cast,
  extract,
  call: callExpression,
  array: arrayConstructor,
  'array-query': arrayQuery,
  struct: structConstructor,
  subquery: scalarSubquery,
  exists,
  with: withExpression,
  interval,
  lambda: ({ at }) => {
    throw new SqlError('Lambda expression is not allowed here', { at });
  },
  default: ({ at }) => {
    throw new SqlError('Unexpected keyword DEFAULT', { at });
  },
};

/** An expression in its scope. @throws SqlError */
export function analyseNode(expression: Expression, scope: Scope): TypedExpression {
  const handler = HANDLERS[expression.kind] as (expression: Expression, scope: Scope) => TypedExpression;
  return scope.computed?.(expression) ?? handler(expression, scope);
}

function parameter({ at, name, index }: Parameter, { env }: Scope): TypedExpression {
  const { type, sql } = env.context.parameter({ at, ...(name !== undefined && { name }), ...(index !== undefined && { index }) });
  return { type, sql, at, literal: { kind: 'parameter' } };
}

function extract({ at, part, operand, timeZone }: ExtractPart, scope: Scope): TypedExpression {
  const analyse = scope.env.analyser.expression;
  return extractExpression(part, analyse(operand, scope), { at, ...(timeZone && { zone: analyse(timeZone, scope) }) });
}

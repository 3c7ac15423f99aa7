import { castExpression } from '../functions/cast';
import { extractExpression } from '../functions/extract';
import { SqlError } from '../sql-error';
import type { Cast, Expression, Extract, Parameter } from '../syntax/expression';
import { sqlTypeOf } from '../types/type-node';
import { callExpression } from './call/call';
import { binary, unary } from './expression/binary';
import { isDistinct } from './expression/comparison';
import { arrayConstructor, structConstructor } from './expression/constructors';
import { fieldAccess, indexAccess } from './expression/element';
import { interval } from './expression/interval';
import { bytesLiteralOf, floatLiteral, intLiteral, nullLiteral, stringLiteral, typedLiteral } from './expression/literals';
import { membership } from './expression/membership';
import { arrayQuery, exists, scalarSubquery, withExpression } from './expression/subqueries';
import { between, caseExpression, isTest, like } from './expression/tests';
import { resolvePath } from './resolve-path';
import type { Scope } from './scope';
import type { TypedExpression } from './typed-expression';

/** An expression in its scope. @throws SqlError */
export function analyseNode(expression: Expression, scope: Scope): TypedExpression {
  return scope.computed?.(expression) ?? constant(expression, scope) ?? operation(expression, scope) ?? composed(expression, scope);
}

function constant(expression: Expression, { env }: Scope): TypedExpression | undefined {
  switch (expression.kind) {
    case 'null':
      return nullLiteral(expression);
    case 'bool':
      return { type: { kind: 'BOOL' }, sql: expression.value ? 'TRUE' : 'FALSE', at: expression.at, literal: { kind: 'bool' } };
    case 'int':
      return intLiteral(expression);
    case 'float':
      return floatLiteral(expression);
    case 'string':
      return stringLiteral(expression);
    case 'bytes':
      return bytesLiteralOf(expression);
    case 'typed-literal':
      return typedLiteral(expression);
    case 'parameter':
      return parameter(expression, env);
    case 'system-variable': {
      const { type, sql } = env.context.systemVariable(expression.path, expression.at);
      return { type, sql, at: expression.at };
    }
    default:
      return undefined;
  }
}

function parameter({ at, name, index }: Parameter, { context }: Scope['env']): TypedExpression {
  const { type, sql } = context.parameter({ at, ...(name !== undefined && { name }), ...(index !== undefined && { index }) });
  return { type, sql, at, literal: { kind: 'parameter' } };
}

function operation(expression: Expression, scope: Scope): TypedExpression | undefined {
  switch (expression.kind) {
    case 'unary':
      return unary(expression, scope);
    case 'binary':
      return binary(expression, scope);
    case 'is':
      return isTest(expression, scope);
    case 'is-distinct':
      return isDistinct(expression, scope);
    case 'like':
      return like(expression, scope);
    case 'between':
      return between(expression, scope);
    case 'in':
      return membership(expression, scope);
    case 'case':
      return caseExpression(expression, scope);
    case 'cast':
      return cast(expression, scope);
    case 'extract':
      return extract(expression, scope);
    case 'call':
      return callExpression(expression, scope);
    default:
      return undefined;
  }
}

function cast({ at, operand, type, safe, format, timeZone }: Cast, scope: Scope): TypedExpression {
  if (type.parameters.length > 0) throw new SqlError('CAST to a type with parameters is not emulated', { at: type.at, unsupported: true });
  const analyse = scope.env.analyser.expression;
  const { literal: _, ...value } = castExpression(analyse(operand, scope), sqlTypeOf(type), {
    safe,
    at,
    ...(format && { format: analyse(format, scope) }),
    ...(timeZone && { timeZone: analyse(timeZone, scope) }),
  });
  return { ...value, at };
}

function extract({ at, part, operand, timeZone }: Extract, scope: Scope): TypedExpression {
  const analyse = scope.env.analyser.expression;
  return extractExpression(part, analyse(operand, scope), { at, ...(timeZone && { zone: analyse(timeZone, scope) }) });
}

function composed(expression: Expression, scope: Scope): TypedExpression {
  switch (expression.kind) {
    case 'path':
      return resolvePath(expression, scope);
    case 'field':
      return fieldAccess(expression, scope);
    case 'index':
      return indexAccess(expression, scope);
    case 'array':
      return arrayConstructor(expression, scope);
    case 'array-query':
      return arrayQuery(expression, scope);
    case 'struct':
      return structConstructor(expression, scope);
    case 'subquery':
      return scalarSubquery(expression, scope);
    case 'exists':
      return exists(expression, scope);
    case 'with':
      return withExpression(expression, scope);
    case 'interval':
      return interval(expression, scope);
    case 'lambda':
      throw new SqlError('Lambda expression is not allowed here', { at: expression.at });
    case 'default':
      throw new SqlError('Unexpected keyword DEFAULT', { at: expression.at });
    default:
      throw new SqlError(`Unexpected expression ${expression.kind}`, { at: expression.at });
  }
}

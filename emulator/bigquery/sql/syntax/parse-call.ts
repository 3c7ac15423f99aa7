import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Argument, Call, Expression, Identifier } from './tree';
import { parseOrderBy } from './parse-order';
import { parseWindowReference } from './parse-window';

/** A call of a named function, from its `(` on to OVER. @throws SqlError */
export function parseCall(cursor: Cursor, name: readonly Identifier[]): Call {
  const { at } = name[0] as Identifier;
  cursor.expect('(');
  const inside = cursor.nested(() => parseInside(cursor));
  cursor.expect(')');
  const over = cursor.take('OVER') ? parseWindowReference(cursor) : undefined;
  return { kind: 'call', at, name, ...inside, ...(over ? { over } : {}) };
}

/** Names in which backquoted dots are split: `ds.f` is ds and f. */
export function splitQuoted(parts: readonly Identifier[]): Identifier[] {
  return parts.flatMap((part) => (part.quoted && part.name.includes('.') ? part.name.split('.').map((name) => ({ ...part, name })) : [part]));
}

type Inside = Pick<Call, 'arguments' | 'star' | 'distinct' | 'nulls' | 'having' | 'orderBy' | 'limit'>;

function parseInside(cursor: Cursor): Inside {
  if (cursor.take('*')) return { arguments: [], star: true, distinct: false, orderBy: [] };
  const distinct = cursor.take('DISTINCT');
  const empty = !distinct && (cursor.is(')') || cursor.is('ORDER'));
  const values = empty ? [] : cursor.list(() => parseArgument(cursor));
  const nulls = cursor.isAny('IGNORE', 'RESPECT') ? (cursor.next().upper as 'IGNORE' | 'RESPECT') : undefined;
  if (nulls) cursor.expect('NULLS');
  const having = cursor.take('HAVING') ? parseHaving(cursor) : undefined;
  if (cursor.is('GROUP')) throw notEmulated('GROUP BY inside of an aggregate', cursor.at);
  if (cursor.is('WHERE')) throw notEmulated('WHERE inside of an aggregate', cursor.at);
  const orderBy = cursor.is('ORDER') ? parseOrderBy(cursor) : [];
  const limit = cursor.take('LIMIT') ? cursor.expression() : undefined;
  return { arguments: values, star: false, distinct, orderBy, ...(nulls ? { nulls } : {}), ...(having ? { having } : {}), ...(limit ? { limit } : {}) };
}

function parseHaving(cursor: Cursor): NonNullable<Call['having']> {
  if (!cursor.isAny('MAX', 'MIN')) throw cursor.expected('MAX', 'MIN');
  const bound = cursor.next().upper as 'MAX' | 'MIN';
  return { bound, value: cursor.expression() };
}

/** An argument: named, a lambda, or an expression. @throws SqlError; tables and models are refused */
export function parseArgument(cursor: Cursor): Argument {
  if (!cursor.isIdentifier() || cursor.peek(1).upper !== '=>') return { value: parseValue(cursor) };
  const name = cursor.identifier();
  cursor.expect('=>');
  return { name, value: parseValue(cursor) };
}

function parseValue(cursor: Cursor): Expression {
  if (cursor.isAny('TABLE', 'MODEL', 'CONNECTION') && cursor.isIdentifier(1)) {
    throw notEmulated(`A ${cursor.peek().upper} argument`, cursor.at);
  }
  const value = cursor.expression();
  if (cursor.is('AS')) throw notEmulated('An alias of an argument', cursor.at);
  if (!cursor.is('->')) return value;
  const parameters = lambdaParameters(value);
  if (!parameters) throw cursor.unexpected();
  cursor.next();
  return { kind: 'lambda', at: value.at, parameters, body: cursor.expression() };
}

function lambdaParameters(value: Expression): Identifier[] | undefined {
  const values = value.kind === 'struct' && value.tuple ? value.fields.map((field) => field.value) : [value];
  const names = values.map((one) => (one.kind === 'path' && one.parts.length === 1 ? one.parts[0] : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

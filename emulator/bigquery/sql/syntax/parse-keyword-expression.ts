import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Case, Cast, Expression, IntervalExpression, StructConstructor, WithExpression } from './tree';
import { parseType } from './parse-type';

/** What begins with a word of its own. A rule gives `undefined` where the word stands for something else (a name, a function). */
type Rule = (cursor: Cursor) => Expression | undefined;

export const KEYWORD_EXPRESSIONS: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['NULL', (cursor) => ({ kind: 'null', at: cursor.next().at })],
  ['TRUE', (cursor) => ({ kind: 'bool', at: cursor.next().at, value: true })],
  ['FALSE', (cursor) => ({ kind: 'bool', at: cursor.next().at, value: false })],
  ['CASE', parseCase],
  ['CAST', (cursor) => parseCast(cursor, false)],
  ['SAFE_CAST', (cursor) => (cursor.is('SAFE_CAST', '(') ? parseCast(cursor, true) : undefined)],
  ['EXTRACT', parseExtract],
  ['EXISTS', parseExists],
  ['INTERVAL', parseInterval],
  ['ARRAY', parseArray],
  ['STRUCT', parseStruct],
  ['WITH', parseWith],
  ['NEW', (cursor) => { throw notEmulated('NEW', cursor.at); }],
]);

function parseCase(cursor: Cursor): Case {
  const { at } = cursor.next();
  const operand = cursor.is('WHEN') ? undefined : cursor.expression();
  const branches = [];
  do {
    cursor.expect('WHEN');
    const when = cursor.expression();
    cursor.expect('THEN');
    branches.push({ when, then: cursor.expression() });
  } while (cursor.is('WHEN'));
  const otherwise = cursor.take('ELSE') ? cursor.expression() : undefined;
  cursor.expect('END');
  return { kind: 'case', at, branches, ...(operand ? { operand } : {}), ...(otherwise ? { otherwise } : {}) };
}

function parseCast(cursor: Cursor, safe: boolean): Cast {
  const { at } = cursor.next();
  cursor.expect('(');
  const operand = cursor.expression();
  if (!cursor.take('AS')) throw cursor.unexpected();
  const type = parseType(cursor);
  const format = cursor.take('FORMAT') ? cursor.expression() : undefined;
  const timeZone = format && cursor.take('AT') ? parseZone(cursor) : undefined;
  cursor.expect(')');
  return { kind: 'cast', at, operand, type, safe, ...(format ? { format } : {}), ...(timeZone ? { timeZone } : {}) };
}

function parseZone(cursor: Cursor): Expression {
  cursor.expect('TIME', 'ZONE');
  return cursor.expression();
}

function parseExtract(cursor: Cursor): Expression {
  const { at } = cursor.next();
  cursor.expect('(');
  let part = cursor.identifier().name.toUpperCase();
  if (cursor.take('(')) {
    part += `(${cursor.identifier().name.toUpperCase()})`;
    cursor.expect(')');
  }
  cursor.expect('FROM');
  const operand = cursor.expression();
  const timeZone = cursor.take('AT') ? parseZone(cursor) : undefined;
  cursor.expect(')');
  return { kind: 'extract', at, part, operand, ...(timeZone ? { timeZone } : {}) };
}

function parseExists(cursor: Cursor): Expression {
  const { at } = cursor.next();
  cursor.expect('(');
  const query = cursor.query();
  cursor.expect(')');
  return { kind: 'exists', at, query };
}

function parseInterval(cursor: Cursor): IntervalExpression {
  const { at } = cursor.next();
  const value = cursor.expression();
  const part = cursor.identifier().name.toUpperCase();
  const to = cursor.take('TO') ? cursor.identifier().name.toUpperCase() : undefined;
  return { kind: 'interval', at, value, part, ...(to ? { to } : {}) };
}

function parseArray(cursor: Cursor): Expression {
  const { at } = cursor.peek();
  if (cursor.is('ARRAY', '(')) {
    cursor.expect('ARRAY', '(');
    const query = cursor.query();
    cursor.expect(')');
    return { kind: 'array-query', at, query };
  }
  const element = cursor.is('ARRAY', '<') ? parseType(cursor).element : undefined;
  if (!element) cursor.next();
  cursor.expect('[');
  const elements = cursor.is(']') ? [] : cursor.list(() => cursor.expression());
  if (!cursor.is(']')) throw cursor.expected(',', ']');
  cursor.next();
  return { kind: 'array', at, elements, ...(element ? { element } : {}) };
}

function parseStruct(cursor: Cursor): StructConstructor {
  const { at } = cursor.peek();
  const type = cursor.is('STRUCT', '<') || cursor.is('STRUCT', '<>') ? parseType(cursor) : undefined;
  if (!type) cursor.next();
  cursor.expect('(');
  const fields = cursor.is(')') ? [] : cursor.list(() => {
    const value = cursor.expression();
    const alias = cursor.take('AS') ? cursor.identifier() : undefined;
    return alias ? { value, alias } : { value };
  });
  cursor.expect(')');
  return { kind: 'struct', at, fields, tuple: false, ...(type ? { type } : {}) };
}

/** WITH(a AS 1, a + 1). */
function parseWith(cursor: Cursor): WithExpression {
  const { at } = cursor.next();
  cursor.expect('(');
  const variables = [];
  while (cursor.isIdentifier() && cursor.peek(1).upper === 'AS') {
    const name = cursor.identifier();
    cursor.expect('AS');
    variables.push({ name, value: cursor.expression() });
    cursor.expect(',');
  }
  const result = cursor.expression();
  cursor.expect(')');
  return { kind: 'with', at, variables, result };
}

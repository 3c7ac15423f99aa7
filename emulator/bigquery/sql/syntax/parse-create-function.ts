import { notEmulated, SqlError } from '../sql-error';
import type { Creation } from './creation';
import type { Cursor } from './cursor';
import type { Expression, Identifier, Query, TypeNode } from './tree';
import { parseOptions } from './parse-options';
import { startsQuery } from './parse-parentheses';
import { parseType } from './parse-type';
import type { CreateFunction, Options } from './statement';
import type { StatementPart } from './statement-rule';

type Kind = 'scalar' | 'aggregate' | 'table';
interface Attributes {
  returns?: TypeNode;
  language?: string;
  options: Options;
}
type Body = { readonly text: string; readonly body?: Expression; readonly query?: Query };

/** CREATE FUNCTION behind the function's name. @throws SqlError */
export function parseCreateFunction(cursor: Cursor, creation: Creation, kind: Kind): StatementPart {
  const parameters = parseParameters(cursor);
  const attributes: Attributes = { options: [] };
  parseAttributes(cursor, attributes);
  cursor.expect('AS');
  const body = parseBody(cursor, kind, attributes.language);
  parseAttributes(cursor, attributes);
  return { kind: 'create-function', ...creation, table: kind === 'table', aggregate: kind === 'aggregate', parameters, ...attributes, ...body };
}

function parseParameters(cursor: Cursor): CreateFunction['parameters'] {
  if (cursor.take('(', ')')) return [];
  return cursor.parenthesized(() => {
    const parameter = parseParameter(cursor);
    if (cursor.is('NOT', 'AGGREGATE')) throw notEmulated('A NOT AGGREGATE parameter', cursor.at);
    if (cursor.is('DEFAULT')) throw notEmulated('The default of a parameter', cursor.at);
    return parameter;
  });
}

/** A name and a type; ANY TYPE has none. @throws SqlError */
export function parseParameter(cursor: Cursor): { name: Identifier; type?: TypeNode } {
  const name = cursor.identifier();
  if (cursor.take('ANY', 'TYPE')) return { name };
  if (cursor.is('ANY', 'TABLE') || cursor.is('TABLE', '<')) throw notEmulated('A TABLE parameter', cursor.at);
  return { name, type: parseType(cursor) };
}

function parseAttributes(cursor: Cursor, attributes: Attributes): void {
  for (;;) {
    if (cursor.take('RETURNS')) attributes.returns = parseReturns(cursor);
    else if (cursor.take('LANGUAGE')) attributes.language = parseLanguage(cursor);
    else if (cursor.is('OPTIONS')) attributes.options = parseOptions(cursor);
    else if (cursor.is('REMOTE')) throw notEmulated('A REMOTE function', cursor.at);
    else if (cursor.is('WITH', 'CONNECTION')) throw notEmulated('WITH CONNECTION', cursor.at);
    else if (!cursor.take('DETERMINISTIC') && !cursor.take('NOT', 'DETERMINISTIC')) return;
  }
}

/** In lower case; SQL is no other language. */
function parseLanguage(cursor: Cursor): string | undefined {
  const language = cursor.identifier().name.toLowerCase();
  return language === 'sql' ? undefined : language;
}

function parseReturns(cursor: Cursor): TypeNode {
  const { at } = cursor;
  if (!cursor.take('TABLE')) return parseType(cursor);
  cursor.expect('<');
  const fields = cursor.list(() => ({ name: cursor.identifier(), type: parseType(cursor) }));
  cursor.expect('>');
  return { at, name: 'TABLE', parameters: [], fields };
}

function parseBody(cursor: Cursor, kind: Kind, language: string | undefined): Body {
  const token = cursor.peek();
  if (language !== undefined) {
    if (token.kind !== 'string') throw cursor.unexpected();
    cursor.next();
    return { text: token.value };
  }
  if (kind === 'table') return parseTableBody(cursor);
  cursor.expect('(');
  const { at } = cursor;
  if (startsQuery(cursor)) {
    throw new SqlError('The body of each CREATE FUNCTION statement is an expression, not a query; to use a query as an expression, the query must be wrapped with additional parentheses to make it a scalar subquery expression', { at });
  }
  const body = cursor.expression();
  const text = cursor.source.slice(at.offset, cursor.lastEnd);
  cursor.expect(')');
  return { text, body };
}

/** A query, in parentheses or not. */
function parseTableBody(cursor: Cursor): Body {
  const { offset } = cursor.at;
  const query = cursor.query();
  return { text: cursor.source.slice(offset, cursor.lastEnd), query };
}

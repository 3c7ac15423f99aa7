import { notEmulated } from '../sql-error';
import type { Cursor } from './cursor';
import type { Expression, Identifier } from './tree';
import { parseAlias } from './parse-alias';
import { parseOptions } from './parse-options';
import { parseTablePath } from './parse-table-path';
import { parseType } from './parse-type';
import type { SetVariables } from './statement';
import type { StatementPart, StatementRule } from './statement-rule';

/** Statements of scripts that hold no others. */
export const COMMANDS: readonly (readonly [string, StatementRule])[] = [
  ['DECLARE', parseDeclare],
  ['SET', parseSet],
  ['BREAK', (cursor) => parseJump(cursor, 'break')],
  ['LEAVE', (cursor) => parseJump(cursor, 'break')],
  ['CONTINUE', (cursor) => parseJump(cursor, 'continue')],
  ['ITERATE', (cursor) => parseJump(cursor, 'continue')],
  ['RAISE', parseRaise],
  ['RETURN', (cursor) => { cursor.next(); return { kind: 'return' }; }],
  ['CALL', parseCallProcedure],
  ['EXECUTE', parseExecute],
  ['START', (cursor) => { cursor.expect('START', 'TRANSACTION'); return { kind: 'begin-transaction' }; }],
  ['COMMIT', (cursor) => parseEnd(cursor, 'commit-transaction')],
  ['ROLLBACK', (cursor) => parseEnd(cursor, 'rollback-transaction')],
  ['ASSERT', parseAssert],
  ['EXPORT', parseExport],
];

function parseDeclare(cursor: Cursor): StatementPart {
  cursor.expect('DECLARE');
  const names = cursor.list(() => cursor.identifier());
  const type = cursor.is('DEFAULT') ? undefined : parseType(cursor);
  const value = cursor.take('DEFAULT') ? cursor.expression() : undefined;
  return { kind: 'declare', names, ...(type ? { type } : {}), ...(value ? { default: value } : {}) };
}

function parseSet(cursor: Cursor): StatementPart {
  cursor.expect('SET');
  const targets = cursor.is('(') ? cursor.parenthesized(() => parseTarget(cursor)) : [parseTarget(cursor)];
  cursor.expect('=');
  return { kind: 'set', targets, value: cursor.expression() };
}

function parseTarget(cursor: Cursor): SetVariables['targets'][number] {
  const { at } = cursor;
  if (!cursor.take('@@')) return cursor.identifier();
  const systemVariable = [cursor.identifier().name.toLowerCase()];
  while (cursor.take('.')) systemVariable.push(cursor.identifier().name.toLowerCase());
  return { at, systemVariable };
}

function parseJump(cursor: Cursor, kind: 'break' | 'continue'): StatementPart {
  cursor.next();
  return cursor.isIdentifier() ? { kind, label: cursor.identifier() } : { kind };
}

function parseRaise(cursor: Cursor): StatementPart {
  cursor.expect('RAISE');
  if (!cursor.take('USING')) return { kind: 'raise' };
  cursor.expect('MESSAGE', '=');
  return { kind: 'raise', message: cursor.expression() };
}

function parseCallProcedure(cursor: Cursor): StatementPart {
  cursor.expect('CALL');
  const name = parseTablePath(cursor);
  const values = cursor.take('(', ')') ? [] : cursor.parenthesized(() => cursor.expression());
  return { kind: 'call-procedure', name, arguments: values };
}

function parseExecute(cursor: Cursor): StatementPart {
  cursor.expect('EXECUTE', 'IMMEDIATE');
  const sql = cursor.expression();
  const into = cursor.take('INTO') ? cursor.list(() => cursor.identifier()) : [];
  const using = cursor.take('USING') ? cursor.list(() => parseUsing(cursor)) : [];
  return { kind: 'execute-immediate', sql, into, using };
}

function parseUsing(cursor: Cursor): { value: Expression; alias?: Identifier } {
  const value = cursor.expression();
  const alias = parseAlias(cursor);
  return alias ? { value, alias } : { value };
}

function parseEnd(cursor: Cursor, kind: 'commit-transaction' | 'rollback-transaction'): StatementPart {
  cursor.next();
  cursor.take('TRANSACTION');
  return { kind };
}

function parseAssert(cursor: Cursor): StatementPart {
  cursor.expect('ASSERT');
  const condition = cursor.expression();
  if (!cursor.take('AS')) return { kind: 'assert', condition };
  if (cursor.peek().kind !== 'string') throw cursor.unexpected();
  return { kind: 'assert', condition, message: cursor.expression() };
}

function parseExport(cursor: Cursor): StatementPart {
  cursor.expect('EXPORT', 'DATA');
  if (cursor.is('WITH', 'CONNECTION')) throw notEmulated('WITH CONNECTION', cursor.at);
  const options = parseOptions(cursor);
  cursor.expect('AS');
  return { kind: 'export-data', options, query: cursor.query() };
}

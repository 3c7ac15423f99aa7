import { notEmulated } from '../sql-error';
import type { Creation } from './creation';
import type { Cursor } from './cursor';
import { parseBlockBody } from './parse-control';
import { parseParameter } from './parse-create-function';
import { parseOptions } from './parse-options';
import type { CreateProcedure } from './statement';
import type { StatementPart } from './statement-rule';

/** CREATE PROCEDURE behind the procedure's name. @throws SqlError */
export function parseCreateProcedure(cursor: Cursor, { name, orReplace, ifNotExists }: Creation): StatementPart {
  const parameters = cursor.take('(', ')') ? [] : cursor.parenthesized(() => parseProcedureParameter(cursor));
  for (const words of [['WITH', 'CONNECTION'], ['EXTERNAL', 'SECURITY'], ['LANGUAGE']]) {
    if (cursor.is(...words)) throw notEmulated(`${words.join(' ')} of a procedure`, cursor.at);
  }
  const options = parseOptions(cursor);
  if (cursor.is('LANGUAGE')) throw notEmulated('LANGUAGE of a procedure', cursor.at);
  const { offset } = cursor.at;
  const { body, exception } = parseBlockBody(cursor);
  const text = cursor.source.slice(offset, cursor.lastEnd);
  const statements: CreateProcedure['body'] = exception ? [{ kind: 'block', at: cursor.at, end: cursor.lastEnd, body, exception }] : body;
  return { kind: 'create-procedure', name, orReplace, ifNotExists, options, parameters, body: statements, text };
}

function parseProcedureParameter(cursor: Cursor): CreateProcedure['parameters'][number] {
  return { mode: parseMode(cursor), ...parseParameter(cursor) };
}

function parseMode(cursor: Cursor): 'IN' | 'OUT' | 'INOUT' {
  if (cursor.take('IN')) return 'IN';
  const word = cursor.peek().upper;
  const named = cursor.isIdentifier(1) && ![',', ')'].includes(cursor.peek(2).upper);
  return (word === 'OUT' || word === 'INOUT') && named && cursor.take(word) ? word : 'IN';
}

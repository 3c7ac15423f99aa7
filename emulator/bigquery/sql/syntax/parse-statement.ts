import { notEmulated, SqlError } from '../sql-error';
import type { Cursor } from './cursor';
import type { Identifier } from './tree';
import { parseAlter } from './parse-alter';
import { COMMANDS } from './parse-command';
import { CONTROLS, LABELLED } from './parse-control';
import { parseCreate } from './parse-create';
import { parseDelete, parseInsert, parseTruncate, parseUpdate } from './parse-dml';
import { parseDrop } from './parse-drop';
import { parseMerge } from './parse-merge';
import { startsQuery } from './parse-parentheses';
import { REFUSED_STATEMENTS } from './refused-statements';
import type { Statement } from './statement';
import type { StatementRule } from './statement-rule';

const RULES: ReadonlyMap<string, StatementRule> = new Map<string, StatementRule>([
  ['INSERT', parseInsert], ['UPDATE', parseUpdate], ['DELETE', parseDelete], ['TRUNCATE', parseTruncate], ['MERGE', parseMerge],
  ['CREATE', parseCreate], ['DROP', parseDrop], ['ALTER', parseAlter],
  ...COMMANDS,
  ...CONTROLS,
]);

/** The statements of a script; the semicolon behind the last one may be missing. @throws SqlError */
export function parseStatements(cursor: Cursor): Statement[] {
  const statements: Statement[] = [];
  do {
    if (cursor.peek().kind === 'end' && statements.length > 0) break;
    statements.push(nextStatement(cursor, statements));
  } while (cursor.take(';'));
  if (cursor.peek().kind !== 'end') throw cursor.expected('end of input');
  return statements;
}

/** Statements with a semicolon behind each, up to one of these words. @throws SqlError */
export function parseBody(cursor: Cursor, ends: readonly string[]): Statement[] {
  return cursor.nested(() => {
    const statements: Statement[] = [];
    while (!cursor.isAny(...ends)) {
      statements.push(nextStatement(cursor, statements));
      cursor.expect(';');
    }
    return statements;
  });
}

function nextStatement(cursor: Cursor, before: readonly Statement[]): Statement {
  const { at } = cursor;
  const statement = parseStatement(cursor);
  if (statement.kind === 'declare' && before.some(({ kind }) => kind !== 'declare')) {
    throw new SqlError('Variable declarations are allowed only at the start of a block or script', { at });
  }
  return statement;
}

function parseStatement(cursor: Cursor): Statement {
  const { at } = cursor;
  const refused = cursor.is('SELECT') ? undefined : REFUSED_STATEMENTS.find((words) => cursor.is(...words));
  if (refused) throw notEmulated(refused.join(' '), at);
  const part = startsQuery(cursor) || cursor.is('(') ? { kind: 'query', query: cursor.query() } as const : parseOther(cursor);
  return { ...part, at, end: cursor.lastEnd };
}

function parseOther(cursor: Cursor): ReturnType<StatementRule> {
  if (cursor.isIdentifier() && cursor.peek(1).upper === ':') return parseLabelled(cursor);
  const rule = RULES.get(cursor.peek().upper);
  if (!rule) throw cursor.unexpected();
  return rule(cursor);
}

function parseLabelled(cursor: Cursor): ReturnType<StatementRule> {
  const label: Identifier = cursor.identifier();
  cursor.expect(':');
  const rule = LABELLED.get(cursor.peek().upper);
  if (!rule) throw cursor.unexpected();
  const part = rule(cursor);
  if (cursor.isIdentifier()) {
    const { at } = cursor;
    const { name } = cursor.identifier();
    if (name.toLowerCase() !== label.name.toLowerCase()) throw new SqlError(`Mismatched end label; expected ${label.name}, got ${name}`, { at });
  }
  return { ...part, label };
}

import type { Cursor } from './cursor';
import type { Expression } from './tree';
import type { Block, Statement } from './statement';
import type { StatementPart, StatementRule } from './statement-rule';

/** What may have a label. */
export const LABELLED: ReadonlyMap<string, (cursor: Cursor) => Extract<StatementPart, { kind: 'block' | 'loop' | 'for' }>> = new Map<
  string,
  (cursor: Cursor) => Extract<StatementPart, { kind: 'block' | 'loop' | 'for' }>
>([
  ['BEGIN', (cursor) => ({ kind: 'block', ...parseBlockBody(cursor) })],
  ['LOOP', parseLoop],
  ['WHILE', parseWhile],
  ['REPEAT', parseRepeat],
  ['FOR', parseFor],
]);

/** Statements that hold others. */
export const CONTROLS: readonly (readonly [string, StatementRule])[] = [
  ...LABELLED,
  ['BEGIN', parseBegin],
  ['IF', parseIf],
  ['CASE', parseCase],
];

/** BEGIN [TRANSACTION], or a block. */
function parseBegin(cursor: Cursor): StatementPart {
  const next = cursor.peek(1);
  if (next.kind !== 'end' && next.upper !== ';' && next.upper !== 'TRANSACTION') return { kind: 'block', ...parseBlockBody(cursor) };
  cursor.next();
  cursor.take('TRANSACTION');
  return { kind: 'begin-transaction' };
}

/** BEGIN … [EXCEPTION WHEN ERROR THEN …] END. @throws SqlError */
export function parseBlockBody(cursor: Cursor): Pick<Block, 'body' | 'exception'> {
  cursor.expect('BEGIN');
  const body = cursor.body('END', 'EXCEPTION');
  const exception = cursor.take('EXCEPTION') ? parseHandler(cursor) : undefined;
  cursor.expect('END');
  return exception ? { body, exception } : { body };
}

function parseHandler(cursor: Cursor): Statement[] {
  cursor.expect('WHEN', 'ERROR', 'THEN');
  return cursor.body('END');
}

function parseIf(cursor: Cursor): StatementPart {
  cursor.expect('IF');
  const branches: { condition: Expression; body: Statement[] }[] = [];
  do {
    const condition = cursor.expression();
    cursor.expect('THEN');
    branches.push({ condition, body: cursor.body('ELSEIF', 'ELSE', 'END') });
  } while (cursor.take('ELSEIF'));
  const otherwise = cursor.take('ELSE') ? cursor.body('END') : undefined;
  cursor.expect('END', 'IF');
  return { kind: 'if', branches, ...(otherwise ? { otherwise } : {}) };
}

function parseCase(cursor: Cursor): StatementPart {
  cursor.expect('CASE');
  const operand = cursor.is('WHEN') ? undefined : cursor.expression();
  const branches: { when: Expression; body: Statement[] }[] = [];
  do {
    cursor.expect('WHEN');
    const when = cursor.expression();
    cursor.expect('THEN');
    branches.push({ when, body: cursor.body('WHEN', 'ELSE', 'END') });
  } while (cursor.is('WHEN'));
  const otherwise = cursor.take('ELSE') ? cursor.body('END') : undefined;
  cursor.expect('END', 'CASE');
  return { kind: 'case-statement', branches, ...(operand ? { operand } : {}), ...(otherwise ? { otherwise } : {}) };
}

function parseLoop(cursor: Cursor): Extract<StatementPart, { kind: 'loop' }> {
  cursor.expect('LOOP');
  const body = cursor.body('END');
  cursor.expect('END', 'LOOP');
  return { kind: 'loop', body };
}

function parseWhile(cursor: Cursor): Extract<StatementPart, { kind: 'loop' }> {
  cursor.expect('WHILE');
  const condition = cursor.expression();
  cursor.expect('DO');
  const body = cursor.body('END');
  cursor.expect('END', 'WHILE');
  return { kind: 'loop', while: condition, body };
}

function parseRepeat(cursor: Cursor): Extract<StatementPart, { kind: 'loop' }> {
  cursor.expect('REPEAT');
  const body = cursor.body('UNTIL');
  cursor.expect('UNTIL');
  const until = cursor.expression();
  cursor.expect('END', 'REPEAT');
  return { kind: 'loop', until, body };
}

function parseFor(cursor: Cursor): Extract<StatementPart, { kind: 'for' }> {
  cursor.expect('FOR');
  const variable = cursor.identifier();
  cursor.expect('IN', '(');
  const query = cursor.query();
  cursor.expect(')', 'DO');
  const body = cursor.body('END');
  cursor.expect('END', 'FOR');
  return { kind: 'for', variable, query, body };
}

import { notEmulated } from '../sql-error';
import { type Cursor, toIdentifier } from './cursor';
import type { Identifier, TypeNode } from './tree';

const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ['INT', 'INT64'], ['SMALLINT', 'INT64'], ['INTEGER', 'INT64'], ['BIGINT', 'INT64'], ['TINYINT', 'INT64'], ['BYTEINT', 'INT64'],
  ['DECIMAL', 'NUMERIC'], ['BIGDECIMAL', 'BIGNUMERIC'], ['BOOLEAN', 'BOOL'],
]);
const STANDARD: ReadonlySet<string> = new Set([
  'BOOL', 'INT64', 'FLOAT64', 'NUMERIC', 'BIGNUMERIC', 'STRING', 'BYTES', 'DATE', 'TIME', 'DATETIME', 'TIMESTAMP', 'INTERVAL', 'JSON', 'GEOGRAPHY',
]);

/** A type. Names that are no type are given as written. @throws SqlError */
export function parseType(cursor: Cursor): TypeNode {
  return cursor.nested(() => {
    const { at } = cursor;
    if (cursor.isAny('ARRAY', 'RANGE')) {
      const name = cursor.next().upper;
      const element = inAngles(cursor, () => parseType(cursor));
      return { at, name, parameters: [], ...(element ? { element } : {}) };
    }
    if (cursor.take('STRUCT')) return parseStruct(cursor, at);
    if (cursor.take('INTERVAL')) return { at, name: 'INTERVAL', parameters: [] };
    const name = typeName(cursor);
    const parameters = parseParameters(cursor);
    if (cursor.is('COLLATE')) throw notEmulated('COLLATE', cursor.at);
    return { at, name, parameters };
  });
}

function typeName(cursor: Cursor): string {
  if (!cursor.isIdentifier()) throw cursor.unexpected();
  const first = cursor.next();
  const written = [toIdentifier(first).name];
  while (cursor.take('.')) written.push(cursor.identifier().name);
  const upper = written.join('.').toUpperCase();
  const standard = SYNONYMS.get(upper) ?? upper;
  return STANDARD.has(standard) ? standard : written.join('.');
}

function parseStruct(cursor: Cursor, at: TypeNode['at']): TypeNode {
  if (cursor.take('<>')) return { at, name: 'STRUCT', parameters: [], fields: [] };
  const fields = inAngles(cursor, () => (cursor.is('>') ? [] : cursor.list(() => parseField(cursor))));
  return { at, name: 'STRUCT', parameters: [], ...(fields ? { fields } : {}) };
}

function parseField(cursor: Cursor): { name?: Identifier; type: TypeNode } {
  const next = cursor.peek(1);
  const named = cursor.isIdentifier() && (next.kind === 'word' || next.kind === 'quoted') && !['OPTIONS', 'NOT', 'COLLATE', 'DEFAULT'].includes(next.upper);
  const name = named ? cursor.identifier() : undefined;
  const type = parseType(cursor);
  if (cursor.is('OPTIONS', '(')) throw notEmulated('OPTIONS of a STRUCT field', cursor.at);
  if (cursor.is('NOT', 'NULL')) throw notEmulated('NOT NULL of a STRUCT field', cursor.at);
  return name ? { name, type } : { type };
}

/** What stands in angle brackets; `undefined` if there are none. */
function inAngles<T>(cursor: Cursor, rule: () => T): T | undefined {
  if (!cursor.take('<')) return undefined;
  const inside = rule();
  cursor.splitShift();
  cursor.expect('>');
  return inside;
}

function parseParameters(cursor: Cursor): number[] {
  if (!cursor.is('(')) return [];
  return cursor.parenthesized(() => {
    const token = cursor.peek();
    if (token.kind !== 'int') throw cursor.unexpected();
    cursor.next();
    return Number(token.text);
  });
}

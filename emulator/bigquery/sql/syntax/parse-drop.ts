import type { Cursor } from './cursor';
import { parseTablePath } from './parse-table-path';
import type { Drop } from './statement';
import type { StatementPart } from './statement-rule';

const OBJECTS = ['SCHEMA', 'TABLE FUNCTION', 'TABLE', 'VIEW', 'FUNCTION', 'PROCEDURE', 'MATERIALIZED VIEW'] as const satisfies readonly Drop['object'][];

/** @throws SqlError */
export function parseDrop(cursor: Cursor): StatementPart {
  cursor.expect('DROP');
  const object = OBJECTS.find((one) => cursor.take(...one.split(' ')));
  if (!object) throw cursor.unexpected();
  const ifExists = cursor.take('IF', 'EXISTS');
  const name = parseTablePath(cursor);
  const cascade = object === 'SCHEMA' && cursor.take('CASCADE');
  if (object === 'SCHEMA' && !cascade) cursor.take('RESTRICT');
  return { kind: 'drop', object, name, ifExists, cascade };
}

import assert from 'node:assert/strict';
import { parseTable } from '../../src/core/table-ref';
import type { TestEmulator } from './test-emulator';
import { troubles } from './what-happened';

/** The columns of a table, as they are written; none where it is missing. */
export function columnsOf({ services, projectId }: TestEmulator, table: string): string[] {
  const { schema } = services.bigquery.findTable(parseTable(table, projectId))?.resource ?? {};
  return (schema?.fields ?? []).map(({ name }) => name);
}

/** Rows that name a column which a table lacks would otherwise be compared with null. */
export function assertColumns(emulator: TestEmulator, table: string, expected: Iterable<string>): void {
  const columns = columnsOf(emulator, table);
  const unknown = [...new Set(expected)].filter((name) => !columns.includes(name));
  if (unknown.length > 0) assert.fail(`the table ${table} has no column ${unknown.join(', ')}; there are ${columns.join(', ') || 'none'}${troubles(emulator)}`);
}

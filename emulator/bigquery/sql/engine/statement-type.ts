import type { Statement } from '../syntax/statement';

/** Kinds whose type is another word, or depends on more than the kind. */
const OTHERS: Readonly<{ [K in Statement['kind']]?: (statement: Extract<Statement, { kind: K }>) => string }> = {
  query: () => 'SELECT',
  truncate: () => 'TRUNCATE_TABLE',
  'create-table': ({ query }) => (query ? 'CREATE_TABLE_AS_SELECT' : 'CREATE_TABLE'),
  'create-view': ({ materialized }) => (materialized ? 'CREATE_MATERIALIZED_VIEW' : 'CREATE_VIEW'),
  'create-function': ({ table }) => (table ? 'CREATE_TABLE_FUNCTION' : 'CREATE_FUNCTION'),
  drop: ({ object }) => `DROP_${object.replaceAll(' ', '_')}`,
  'alter-table': ({ object }) => `ALTER_${object}`,
};

/** Kinds that run as jobs of their own and are called as they are. */
const PLAIN: ReadonlySet<string> = new Set([
  'insert', 'update', 'delete', 'merge', 'create-schema', 'create-procedure', 'alter-schema', 'export-data', 'assert', 'begin-transaction', 'commit-transaction', 'rollback-transaction',
]);

/** `statistics.query.statementType` of a statement: https://cloud.google.com/bigquery/docs/reference/rest/v2/Job#jobstatistics2 */
export function statementType(statement: Statement): string {
  const other = OTHERS[statement.kind] as ((statement: Statement) => string) | undefined;
  if (other) return other(statement);
  return PLAIN.has(statement.kind) ? statement.kind.toUpperCase().replaceAll('-', '_') : 'SCRIPT';
}

/** Whether a statement needs a script around it, although it stands alone. */
export function isScript(statement: Statement): boolean {
  return statementType(statement) === 'SCRIPT' || /^(assert|(begin|commit|rollback)-transaction)$/.test(statement.kind);
}

import type { TableReference } from '../../../../src/core/table-ref';
import { countBytes, countRows, NO_DATA } from '../../table-data';
import { executeDdl } from '../ddl/execute-ddl';
import { notEmulated, SqlError } from '../sql-error';
import type { DdlStatement, Delete, Insert, Merge, Statement, Truncate, Update } from '../syntax/statement';
import { applyDml, type DmlCounts } from './apply-dml';
import { exportData } from './export-data';
import { changeable, resolveTable } from './find-table';
import type { StatementOutcome } from './statement-outcome';
import type { StatementScope } from './statement-scope';
import { statementType } from './statement-type';
import type { World } from './world';

/** How often a statement is run anew because its table was changed meanwhile, before it fails as BigQuery's would. */
const MAX_RUNS = 5;

/** Runs one statement that is no part of a script's control flow; it takes effect at once. @throws SqlError */
export async function executeStatement(statement: Statement, scope: StatementScope, world: World): Promise<StatementOutcome> {
  if (isDdl(statement)) return executeDdl(statement, scope, world);
  if (isDml(statement)) return executeDml(statement, scope, world);
  if (statement.kind === 'truncate') return truncate(statement, scope, world);
  if (statement.kind === 'export-data') return exportData(statement, scope, world);
  if (statement.kind !== 'query') throw notEmulated(`${statementType(statement)} here`, statement.at);
  const result = await world.runner.query(statement.query, scope);
  return { statementType: 'SELECT', result, references: result.references, statistics: {} };
}

const DDL: ReadonlySet<string> = new Set(['create-schema', 'create-table', 'create-view', 'create-function', 'create-procedure', 'drop', 'alter-table', 'alter-schema']);
const DML: ReadonlySet<string> = new Set(['insert', 'update', 'delete', 'merge']);

function isDdl(statement: Statement): statement is DdlStatement {
  return DDL.has(statement.kind);
}

/** Whether a statement changes rows, apart from TRUNCATE. */
export function isDml(statement: Statement): statement is Insert | Update | Delete | Merge {
  return DML.has(statement.kind);
}

async function executeDml(statement: Insert | Update | Delete | Merge, scope: StatementScope, world: World): Promise<StatementOutcome> {
  for (let run = 0; run < MAX_RUNS; run++) {
    const result = await world.runner.dml(statement, scope);
    scope.signal.throwIfAborted();
    const counts = applyDml(result, world);
    if (counts) return dmlOutcome(statementType(statement), result.target.resource.tableReference, { references: result.references, counts });
  }
  throw new SqlError('Could not serialize access to the table due to concurrent update', { at: statement.at });
}

function truncate(statement: Truncate, scope: StatementScope, { catalog }: World): StatementOutcome {
  const table = changeable(resolveTable(statement.table, scope.names), scope.names, statement.table[0]?.at);
  if (table.resource.view) throw new SqlError('Cannot truncate a view', { at: statement.at });
  catalog.setTable({ ...table, data: NO_DATA });
  const counts = { inserted: 0, updated: 0, deleted: countRows(table.data) };
  return dmlOutcome('TRUNCATE_TABLE', table.resource.tableReference, { references: [], counts });
}

function dmlOutcome(type: string, target: TableReference, { references, counts }: { references: readonly TableReference[]; counts: DmlCounts }): StatementOutcome {
  const { inserted, updated, deleted } = counts;
  const affectedRows = inserted + updated + deleted;
  const dmlStats = { insertedRowCount: String(inserted), updatedRowCount: String(updated), deletedRowCount: String(deleted) };
  return { statementType: type, references, target, affectedRows, statistics: { numDmlAffectedRows: String(affectedRows), dmlStats } };
}

/** The logical size of all tables that a statement reads, each counted once. */
export function bytesOf(references: readonly TableReference[], { catalog }: Pick<World, 'catalog'>): number {
  const tables = new Set(references.map((ref) => catalog.findTable(ref)));
  let bytes = 0;
  for (const table of tables) if (table) bytes += countBytes(table.data);
  return bytes;
}

import { formatTable } from '../../../../src/core/table-ref';
import { fieldOfColumn } from '../engine/field-type';
import { requireDataset, resolveTable } from '../engine/find-table';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { CreateView } from '../syntax/statement';
import { tableOutcome } from './ddl-outcome';
import { inSqlTerms } from './in-sql-terms';
import { readOptions } from './read-options';
import { withTableOptions } from './table-options';

/** CREATE [OR REPLACE] VIEW. The query is looked at once, as BigQuery does. */
export async function createView(statement: CreateView, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog, runner } = world;
  if (statement.materialized) throw notEmulated('a materialized view', statement.at);
  const ref = resolveTable(statement.name, scope.names);
  requireDataset(ref, world, statement.name[0]?.at);
  const standing = catalog.findTable(ref);
  if (standing && statement.ifNotExists) return tableOutcome('CREATE_VIEW', 'SKIP', ref);
  if (standing && (!statement.orReplace || !standing.resource.view)) throw new SqlError(`Already Exists: Table ${formatTable(ref)}`, { reason: 'duplicate' });
  const { columns, references } = await runner.analyse(statement.query, scope);
  if (statement.columns && statement.columns.length !== columns.length) throw new SqlError(`The view names ${statement.columns.length} columns for ${columns.length}`, { at: statement.at });
  if (statement.columns?.some(({ name }, n) => name.toLowerCase() !== columns[n]?.name.toLowerCase())) throw notEmulated('a view with a list of columns that renames those of its query', statement.at);
  const options = await readOptions(statement.options, scope, world);
  const schema = { fields: columns.map(fieldOfColumn) };
  const resource = withTableOptions({ tableReference: ref, type: 'VIEW', schema, view: { query: statement.text, useLegacySql: false } }, options);
  inSqlTerms(() => {
    if (standing) catalog.removeTable(ref);
    catalog.addTable(resource);
  }, statement.at);
  return { ...tableOutcome('CREATE_VIEW', standing ? 'REPLACE' : 'CREATE', ref), references };
}

import type { TableResource } from '../../../../src/core/job-resource';
import { formatTable } from '../../../../src/core/table-ref';
import type { Table } from '../../catalog';
import { parseTableResource } from '../../table-resource';
import { changeable, resolveTable } from '../engine/find-table';
import type { StatementOutcome } from '../engine/statement-outcome';
import type { StatementScope } from '../engine/statement-scope';
import { statementType } from '../engine/statement-type';
import type { World } from '../engine/world';
import { notEmulated, SqlError } from '../sql-error';
import type { AlterTable, TableChange } from '../syntax/statement';
import { addColumn, dropColumn, dropNotNull, renameColumn, setColumnOptions, setDefault } from './change-columns';
import { tableOutcome } from './ddl-outcome';
import { inSqlTerms } from './in-sql-terms';
import { readOptions } from './read-options';
import { withKeys, withoutKey } from './table-keys';
import { withTableOptions } from './table-options';

interface Around {
  readonly scope: StatementScope;
  readonly world: World;
}

/** ALTER TABLE and ALTER VIEW: all changes or none. */
export async function alterTable(statement: AlterTable, scope: StatementScope, world: World): Promise<StatementOutcome> {
  const { catalog } = world;
  const type = statementType(statement);
  const ref = resolveTable(statement.name, scope.names);
  if (statement.ifExists && !catalog.findTable(ref)) return tableOutcome(type, 'SKIP', ref);
  const standing = changeable(ref, scope.names, statement.name[0]?.at);
  if ((standing.resource.view !== undefined) !== (statement.object === 'VIEW')) throw new SqlError(`${formatTable(ref)} is no ${statement.object}`, { at: statement.at });
  let table: Table = standing;
  for (const change of statement.changes) table = await changed(table, change, { scope, world });
  if (catalog.findTable(ref) !== standing) throw new SqlError(`Could not serialize access to table ${formatTable(ref)} due to concurrent update`);
  inSqlTerms(() => {
    if (table.resource.tableReference.tableId !== ref.tableId) {
      if (catalog.findTable(table.resource.tableReference)) throw new SqlError(`Already Exists: Table ${formatTable(table.resource.tableReference)}`, { reason: 'duplicate' });
      catalog.removeTable(ref);
    }
    catalog.setTable({ ...table, resource: parseTableResource(table.resource) });
  }, statement.at);
  return tableOutcome(type, 'ALTER', ref);
}

async function changed(table: Table, change: TableChange, around: Around): Promise<Table> {
  const { resource } = table;
  switch (change.kind) {
    case 'set-options':
      return { ...table, resource: withTableOptions(resource, await readOptions(change.options, around.scope, around.world)) };
    case 'add-column':
      return addColumn(table, change, around);
    case 'drop-column':
      return dropColumn(table, change);
    case 'rename-column':
      return renameColumn(table, change);
    case 'rename':
      return { ...table, resource: { ...resource, tableReference: { ...resource.tableReference, tableId: change.to.name } } };
    case 'add-key':
      return { ...table, resource: withKeys(resource, [change.key], around.scope) };
    case 'drop-key':
      return { ...table, resource: dropKey(resource, change) };
    case 'drop-not-null':
      return dropNotNull(table, change);
    case 'set-default':
      return setDefault(table, change, around);
    case 'set-column-options':
      return setColumnOptions(table, change, around);
    case 'set-data-type':
      throw notEmulated('ALTER COLUMN SET DATA TYPE', change.at);
  }
}

function dropKey(resource: TableResource, { name, ifExists, at }: Extract<TableChange, { kind: 'drop-key' }>): TableResource {
  const rest = withoutKey(resource, name);
  if (!rest && !ifExists) throw new SqlError(name ? `Constraint not found: ${name.name}` : `Table ${formatTable(resource.tableReference)} has no primary key`, { at });
  return rest ?? resource;
}

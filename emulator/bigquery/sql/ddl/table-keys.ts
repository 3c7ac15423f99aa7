import type { TableConstraints, TableResource } from '../../../../src/core/job-resource';
import { resolveTable } from '../engine/find-table';
import type { StatementScope } from '../engine/statement-scope';
import { SqlError } from '../sql-error';
import type { Key } from '../syntax/statement';
import type { Identifier } from '../syntax/tree';

type ForeignKey = NonNullable<TableConstraints['foreignKeys']>[number];

/** The table with further keys: kept and shown, as they are not enforced. @throws SqlError for a second primary key */
export function withKeys(resource: TableResource, keys: readonly Key[], scope: StatementScope): TableResource {
  return keys.reduce((table, key) => withConstraints(table, added(table.tableConstraints ?? {}, key, scope)), resource);
}

function added({ primaryKey, foreignKeys = [] }: TableConstraints, key: Key, scope: StatementScope): TableConstraints {
  const { at, name, references } = key;
  const columns = key.columns.map((column) => column.name);
  if (!references) {
    if (primaryKey) throw new SqlError('A table can have one primary key at most; drop the standing one first', { at });
    return { primaryKey: { columns }, foreignKeys };
  }
  if (columns.length !== references.columns.length) {
    throw new SqlError(`A foreign key of ${columns.length} columns cannot refer to ${references.columns.length}`, { at });
  }
  if (name && foreignKeys.some((standing) => isNamed(standing, name))) throw new SqlError(`Constraint ${name.name} already exists`, { at });
  const { projectId, datasetId, tableId } = resolveTable(references.table, scope.names);
  const foreignKey: ForeignKey = {
    ...(name && { name: name.name }),
    referencedTable: { projectId, datasetId, tableId },
    columnReferences: columns.map((referencingColumn, n) => ({ referencingColumn, referencedColumn: references.columns[n]!.name })),
  };
  return { primaryKey, foreignKeys: [...foreignKeys, foreignKey] };
}

/** The table without its primary key, or without the foreign key of that name; `undefined` where there is none. */
export function withoutKey(resource: TableResource, name?: Identifier): TableResource | undefined {
  const { primaryKey, foreignKeys = [] } = resource.tableConstraints ?? {};
  if (!name) return primaryKey && withConstraints(resource, { foreignKeys });
  const rest = foreignKeys.filter((standing) => !isNamed(standing, name));
  return rest.length === foreignKeys.length ? undefined : withConstraints(resource, { primaryKey, foreignKeys: rest });
}

/** Where a column is part of a key, the words for it. */
export function keyOfColumn({ tableConstraints: { primaryKey, foreignKeys = [] } = {} }: TableResource, column: string): string | undefined {
  const isIt = (name: string): boolean => name.toLowerCase() === column.toLowerCase();
  if (primaryKey?.columns.some(isIt)) return 'its primary key';
  return foreignKeys.some(({ columnReferences }) => columnReferences.some(({ referencingColumn }) => isIt(referencingColumn))) ? 'a foreign key' : undefined;
}

function withConstraints(resource: TableResource, { primaryKey, foreignKeys = [] }: TableConstraints): TableResource {
  const tableConstraints = { ...(primaryKey && { primaryKey }), ...(foreignKeys.length > 0 && { foreignKeys }) };
  return { ...resource, tableConstraints: Object.keys(tableConstraints).length > 0 ? tableConstraints : undefined };
}

function isNamed({ name }: ForeignKey, wanted: Identifier): boolean {
  return name?.toLowerCase() === wanted.name.toLowerCase();
}

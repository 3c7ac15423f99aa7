import { formatTable, type TableReference } from '../../../../src/core/table-ref';
import type { Catalog, StoredTable } from '../../catalog';
import { SqlError } from '../sql-error';

/** What a transaction wrote, seen by its own statements alone until it is committed. */
export interface Transaction {
  /** The catalog as the transaction sees it. */
  readonly catalog: Catalog;
  /** Makes everything that was written visible at once. @throws SqlError where another job changed one of the tables */
  commit(): void;
}

export function beginTransaction(base: Catalog): Transaction {
  const own = new Map<string, { readonly before: StoredTable; now: StoredTable }>();
  const keyOf = (ref: TableReference): string => JSON.stringify([ref.projectId, ref.datasetId, ref.tableId]);
  const seen = (table: StoredTable): StoredTable => own.get(keyOf(table.resource.tableReference))?.now ?? table;

  return {
    catalog: {
      ...base,
      findTable(ref) {
        const table = base.findTable(ref);
        return table && seen(table);
      },
      tables: (ref) => base.tables(ref).map(seen),
      setTable(table) {
        const ref = table.resource.tableReference;
        const before = own.get(keyOf(ref))?.before ?? base.findTable(ref);
        // A table made inside of the transaction is a temporary one, which nobody else sees.
        if (before) own.set(keyOf(ref), { before, now: { ...table, stamp: before.stamp } });
        else base.setTable(table);
      },
    },
    commit() {
      for (const { before, now } of own.values()) {
        const ref = now.resource.tableReference;
        if (base.findTable(ref) !== before) throw new SqlError(`Transaction is aborted due to concurrent update against table ${formatTable(ref)}`, { reason: 'invalid' });
      }
      for (const { now } of own.values()) base.setTable(now);
    },
  };
}

import type { TableConstraints } from '../../../../src/core/job-resource';
import type { StoredTable } from '../../catalog';
import type { Row } from '../../data/row';
import { INT64 } from '../types/sql-type';
import { PLACE, placeOf, tablesIn, text, type SchemaView } from './schema-view';

const NAME = ['constraint_catalog', 'constraint_schema', 'constraint_name'].map(text);

/** A primary or foreign key, by its name within the dataset. */
interface Constraint {
  readonly name: readonly string[];
  readonly type: 'PRIMARY KEY' | 'FOREIGN KEY';
  readonly columns: readonly string[];
  /** The columns that a foreign key refers to, and the place of their table. */
  readonly referenced?: { readonly place: readonly string[]; readonly columns: readonly string[] };
}

function* constraintsOf(table: StoredTable): Iterable<Constraint> {
  const [projectId = '', datasetId = '', tableId = ''] = placeOf(table);
  const { primaryKey, foreignKeys = [] }: TableConstraints = table.resource.tableConstraints ?? {};
  if (primaryKey) yield { name: [projectId, datasetId, `${tableId}.pk$`], type: 'PRIMARY KEY', columns: primaryKey.columns };
  for (const [n, { name, referencedTable, columnReferences }] of foreignKeys.entries()) {
    yield {
      name: [projectId, datasetId, `${tableId}.${name ?? `fk$${n + 1}`}`],
      type: 'FOREIGN KEY',
      columns: columnReferences.map(({ referencingColumn }) => referencingColumn),
      referenced: { place: [referencedTable.projectId, referencedTable.datasetId, referencedTable.tableId], columns: columnReferences.map(({ referencedColumn }) => referencedColumn) },
    };
  }
}

/** A view with rows for each constraint of each table. */
function constraintView(view: Pick<SchemaView, 'name' | 'columns'>, rowsOf: (constraint: Constraint, place: readonly string[]) => Iterable<Row>): SchemaView {
  return {
    ...view,
    *rows(scope, sources) {
      for (const table of tablesIn(scope, sources)) {
        for (const constraint of constraintsOf(table)) yield* rowsOf(constraint, placeOf(table));
      }
    },
  };
}

const TABLE_CONSTRAINTS = constraintView(
  { name: 'TABLE_CONSTRAINTS', columns: [...NAME, ...PLACE, ...['constraint_type', 'is_deferrable', 'initially_deferred', 'enforced'].map(text)] },
  ({ name, type }, place) => [[...name, ...place, type, 'NO', 'NO', 'NO']],
);

const KEY_COLUMN_USAGE = constraintView(
  { name: 'KEY_COLUMN_USAGE', columns: [...NAME, ...PLACE, text('column_name'), { name: 'ordinal_position', type: INT64 }, { name: 'position_in_unique_constraint', type: INT64 }] },
  ({ name, type, columns }, place) => columns.map((column, n) => [...name, ...place, column, String(n + 1), type === 'FOREIGN KEY' ? String(n + 1) : null]),
);

const CONSTRAINT_COLUMN_USAGE = constraintView(
  { name: 'CONSTRAINT_COLUMN_USAGE', columns: [...PLACE, text('column_name'), ...NAME] },
  ({ name, columns, referenced }, place) => (referenced?.columns ?? columns).map((column) => [...(referenced?.place ?? place), column, ...name]),
);

export const CONSTRAINT_VIEWS: readonly SchemaView[] = [TABLE_CONSTRAINTS, KEY_COLUMN_USAGE, CONSTRAINT_COLUMN_USAGE];

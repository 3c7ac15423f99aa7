import type { TableFieldSchema, TableResource } from '../../../../src/core/job-resource';
import type { StoredTable } from '../../catalog';
import type { Row } from '../../data/row';
import { fieldMode } from '../../data/schema';
import { INT64 } from '../types/sql-type';
import { placeOf, PLACE, tablesIn, text, yesNo, type SchemaView } from './schema-view';
import { typeText } from './sql-text';

const COLUMNS: SchemaView = {
  name: 'COLUMNS',
  columns: [
    ...PLACE, text('column_name'), { name: 'ordinal_position', type: INT64 }, text('is_nullable'), text('data_type'), text('is_generated'), text('generation_expression'), text('is_stored'), text('is_hidden'), text('is_updatable'),
    text('is_system_defined'), text('is_partitioning_column'), { name: 'clustering_ordinal_position', type: INT64 }, text('collation_name'), text('column_default'), text('rounding_mode'),
  ],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      for (const [n, field] of (table.resource.schema?.fields ?? []).entries()) yield columnRow(table, field, n + 1);
      yield* pseudoColumns(table);
    }
  },
};

function columnRow(table: StoredTable, field: TableFieldSchema, position: number): Row {
  const isSame = (name: string): boolean => name.toLowerCase() === field.name.toLowerCase();
  const cluster = table.resource.clustering?.fields.findIndex(isSame) ?? -1;
  const partitioning = partitioningColumn(table.resource);
  return [
    ...placeOf(table), field.name, String(position), yesNo(fieldMode(field) !== 'REQUIRED'), typeText(field), 'NEVER', null, null, 'NO', null,
    'NO', yesNo(partitioning !== undefined && isSame(partitioning)), cluster < 0 ? null : String(cluster + 1), field.collation ?? 'NULL', field.defaultValueExpression ?? 'NULL', field.roundingMode ?? null,
  ];
}

function partitioningColumn({ timePartitioning, rangePartitioning }: TableResource): string | undefined {
  return timePartitioning?.field ?? rangePartitioning?.field;
}

/** Those of a table that is partitioned by time of ingestion. */
function* pseudoColumns(table: StoredTable): Iterable<Row> {
  const { timePartitioning } = table.resource;
  if (!timePartitioning || timePartitioning.field) return;
  const daily = timePartitioning.type.toUpperCase() === 'DAY';
  for (const [name, type] of [['_PARTITIONTIME', 'TIMESTAMP'], ...(daily ? [['_PARTITIONDATE', 'DATE']] : [])] as const) {
    yield [...placeOf(table), name, null, 'YES', type, 'NEVER', null, null, 'YES', null, 'YES', 'YES', null, 'NULL', 'NULL', null];
  }
}

const COLUMN_FIELD_PATHS: SchemaView = {
  name: 'COLUMN_FIELD_PATHS',
  columns: [...PLACE, ...['column_name', 'field_path', 'data_type', 'description', 'collation_name', 'rounding_mode'].map(text)],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      for (const field of table.resource.schema?.fields ?? []) yield* fieldPaths(field, [...placeOf(table), field.name], field.name);
    }
  },
};

function* fieldPaths(field: TableFieldSchema, column: readonly string[], path: string): Iterable<Row> {
  yield [...column, path, typeText(field), field.description ?? null, field.collation ?? 'NULL', field.roundingMode ?? null];
  for (const inner of field.fields ?? []) yield* fieldPaths(inner, column, `${path}.${inner.name}`);
}

export const COLUMN_VIEWS: readonly SchemaView[] = [COLUMNS, COLUMN_FIELD_PATHS];

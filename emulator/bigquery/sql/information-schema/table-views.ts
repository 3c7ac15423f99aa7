import type { TableFieldSchema } from '../../../../src/core/job-resource';
import type { StoredTable } from '../../catalog';
import { fieldMode } from '../../data/schema';
import type { Row } from '../../data/row';
import { countBytes, countRows } from '../../table-data';
import { typeOfField } from '../engine/field-type';
import { BOOL, formatType, INT64, STRING, TIMESTAMP } from '../types/sql-type';
import { datasetsIn, tablesIn, timestampOf, yesNo, type SchemaView } from './schema-view';

const place = (table: StoredTable): [string, string, string] => {
  const { projectId, datasetId, tableId } = table.resource.tableReference;
  return [projectId, datasetId, tableId];
};

const text = (name: string) => ({ name, type: STRING });
const PLACE = ['table_catalog', 'table_schema', 'table_name'].map(text);

function tableType({ resource }: StoredTable): string {
  return resource.view ? 'VIEW' : 'BASE TABLE';
}

const SCHEMATA: SchemaView = {
  name: 'SCHEMATA',
  columns: [text('catalog_name'), text('schema_name'), text('schema_owner'), { name: 'creation_time', type: TIMESTAMP }, { name: 'last_modified_time', type: TIMESTAMP }, text('location'), text('ddl'), text('default_collation_name')],
  *rows({ projectId, region }, { catalog, location }) {
    for (const dataset of catalog.datasets(projectId)) {
      if (dataset.datasetId.startsWith('_') || (dataset.location ?? location).toLowerCase() !== (region ?? location).toLowerCase()) continue;
      const { creationTime, lastModifiedTime } = dataset.stamp;
      yield [projectId, dataset.datasetId, null, timestampOf(creationTime), timestampOf(lastModifiedTime), dataset.location ?? location, `CREATE SCHEMA \`${projectId}.${dataset.datasetId}\``, dataset.details.defaultCollation ?? null];
    }
  },
};

const TABLES: SchemaView = {
  name: 'TABLES',
  columns: [...PLACE, text('table_type'), text('managed_table_type'), text('is_insertable_into'), text('is_fine_grained_mutations_enabled'), text('is_typed'), text('is_change_history_enabled'), { name: 'creation_time', type: TIMESTAMP }, text('default_collation_name')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const insertable = yesNo(!table.resource.view);
      yield [...place(table), tableType(table), null, insertable, 'NO', 'NO', 'NO', timestampOf(table.stamp.creationTime), table.resource.defaultCollation ?? null];
    }
  },
};

const COLUMNS: SchemaView = {
  name: 'COLUMNS',
  columns: [
    ...PLACE, text('column_name'), { name: 'ordinal_position', type: INT64 }, text('is_nullable'), text('data_type'), text('is_generated'), text('generation_expression'), text('is_stored'), text('is_hidden'), text('is_updatable'),
    text('is_system_defined'), text('is_partitioning_column'), { name: 'clustering_ordinal_position', type: INT64 }, text('collation_name'), text('column_default'), text('rounding_mode'),
  ],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { schema, timePartitioning, rangePartitioning, clustering } = table.resource;
      const partitioning = (timePartitioning?.field ?? rangePartitioning?.field)?.toLowerCase();
      for (const [n, field] of (schema?.fields ?? []).entries()) {
        const cluster = clustering?.fields.findIndex((name) => name.toLowerCase() === field.name.toLowerCase()) ?? -1;
        yield [
          ...place(table), field.name, String(n + 1), yesNo(fieldMode(field) !== 'REQUIRED'), dataType(field), 'NEVER', null, null, 'NO', null,
          'NO', yesNo(field.name.toLowerCase() === partitioning), cluster < 0 ? null : String(cluster + 1), field.collation ?? 'NULL', field.defaultValueExpression ?? 'NULL', field.roundingMode ?? null,
        ];
      }
    }
  },
};

const COLUMN_FIELD_PATHS: SchemaView = {
  name: 'COLUMN_FIELD_PATHS',
  columns: [...PLACE, text('column_name'), text('field_path'), text('data_type'), text('description'), text('collation_name'), text('rounding_mode')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      for (const field of table.resource.schema?.fields ?? []) yield* fieldPaths(place(table), field.name, { field, path: field.name });
    }
  },
};

function* fieldPaths(place: readonly string[], column: string, { field, path }: { field: TableFieldSchema; path: string }): Iterable<Row> {
  yield [...place, column, path, dataType(field), field.description ?? null, field.collation ?? 'NULL', field.roundingMode ?? null];
  for (const inner of field.fields ?? []) yield* fieldPaths(place, column, { field: inner, path: `${path}.${inner.name}` });
}

const VIEWS: SchemaView = {
  name: 'VIEWS',
  columns: [...PLACE, text('view_definition'), text('check_option'), text('use_standard_sql')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) if (table.resource.view) yield [...place(table), table.resource.view.query, null, 'YES'];
  },
};

const TABLE_OPTIONS: SchemaView = {
  name: 'TABLE_OPTIONS',
  columns: [...PLACE, text('option_name'), text('option_type'), text('option_value')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { description, friendlyName, labels = {}, expirationTime, requirePartitionFilter, timePartitioning } = table.resource;
      const labelText = `[${Object.entries(labels).map(([key, value]) => `STRUCT(${JSON.stringify(key)}, ${JSON.stringify(value)})`).join(', ')}]`;
      if (description !== undefined) yield [...place(table), 'description', 'STRING', JSON.stringify(description)];
      if (friendlyName !== undefined) yield [...place(table), 'friendly_name', 'STRING', JSON.stringify(friendlyName)];
      if (Object.keys(labels).length > 0) yield [...place(table), 'labels', 'ARRAY<STRUCT<STRING, STRING>>', labelText];
      if (expirationTime !== undefined) yield [...place(table), 'expiration_timestamp', 'TIMESTAMP', `TIMESTAMP ${JSON.stringify(new Date(Number(expirationTime)).toISOString())}`];
      if (requirePartitionFilter) yield [...place(table), 'require_partition_filter', 'BOOL', 'true'];
      if (timePartitioning?.expirationMs) yield [...place(table), 'partition_expiration_days', 'FLOAT64', String(Number(timePartitioning.expirationMs) / 86_400_000)];
    }
  },
};

const PARTITIONS: SchemaView = {
  name: 'PARTITIONS',
  columns: [...PLACE, text('partition_id'), { name: 'total_rows', type: INT64 }, { name: 'total_logical_bytes', type: INT64 }, { name: 'last_modified_time', type: TIMESTAMP }, text('storage_tier')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      if (table.resource.view) continue;
      for (const [id, { count, bytes }] of table.data) yield [...place(table), id === '' ? null : id, String(count), String(bytes), timestampOf(table.stamp.lastModifiedTime), 'ACTIVE'];
    }
  },
};

const TABLE_STORAGE: SchemaView = {
  name: 'TABLE_STORAGE',
  columns: [text('project_id'), ...PLACE, { name: 'creation_time', type: TIMESTAMP }, ...['total_rows', 'total_partitions', 'total_logical_bytes', 'active_logical_bytes', 'long_term_logical_bytes'].map((name) => ({ name, type: INT64 })), { name: 'storage_last_modified_time', type: TIMESTAMP }, { name: 'deleted', type: BOOL }, text('table_type')],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      if (table.resource.view) continue;
      const bytes = String(countBytes(table.data));
      const partitions = table.resource.timePartitioning ? String(table.data.size) : '0';
      yield [scope.projectId, ...place(table), timestampOf(table.stamp.creationTime), String(countRows(table.data)), partitions, bytes, bytes, '0', timestampOf(table.stamp.lastModifiedTime), false, tableType(table)];
    }
  },
};

const SCHEMATA_OPTIONS: SchemaView = {
  name: 'SCHEMATA_OPTIONS',
  columns: [text('catalog_name'), text('schema_name'), text('option_name'), text('option_type'), text('option_value')],
  *rows(scope, sources) {
    for (const { projectId, datasetId, details } of datasetsIn(scope, sources)) {
      const { description, friendlyName, defaultTableExpirationMs } = details;
      if (description !== undefined) yield [projectId, datasetId, 'description', 'STRING', JSON.stringify(description)];
      if (friendlyName !== undefined) yield [projectId, datasetId, 'friendly_name', 'STRING', JSON.stringify(friendlyName)];
      if (defaultTableExpirationMs !== undefined) yield [projectId, datasetId, 'default_table_expiration_days', 'FLOAT64', String(Number(defaultTableExpirationMs) / 86_400_000)];
    }
  },
};

/** A column's type as SQL writes it, with its length or precision. */
function dataType(field: TableFieldSchema): string {
  const type = formatType(typeOfField(field));
  const parameters = field.maxLength ?? (field.precision && [field.precision, field.scale].filter(Boolean).join(', '));
  return parameters && !type.startsWith('ARRAY') ? `${type}(${parameters})` : type;
}

export const TABLE_VIEWS: readonly SchemaView[] = [SCHEMATA, SCHEMATA_OPTIONS, TABLES, COLUMNS, COLUMN_FIELD_PATHS, VIEWS, TABLE_OPTIONS, PARTITIONS, TABLE_STORAGE];

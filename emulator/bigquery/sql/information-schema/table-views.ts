import { TIMESTAMP } from '../types/sql-type';
import { PLACE, placeOf, tablesIn, tableType, text, timestampOf, yesNo, type SchemaView } from './schema-view';
import { tableDdl } from './table-ddl';
import { tableOptions } from './table-options';

const TABLES: SchemaView = {
  name: 'TABLES',
  columns: [
    ...PLACE, ...['table_type', 'managed_table_type', 'is_insertable_into', 'is_fine_grained_mutations_enabled', 'is_typed', 'is_change_history_enabled'].map(text),
    { name: 'creation_time', type: TIMESTAMP }, text('ddl'), text('default_collation_name'),
  ],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { resource, stamp } = table;
      const insertable = yesNo(!resource.view && !resource.snapshotDefinition);
      yield [...placeOf(table), tableType(table), null, insertable, 'NO', 'NO', 'NO', timestampOf(stamp.creationTime), tableDdl(resource), resource.defaultCollation ?? 'NULL'];
    }
  },
};

const TABLE_OPTIONS: SchemaView = {
  name: 'TABLE_OPTIONS',
  columns: [...PLACE, ...['option_name', 'option_type', 'option_value'].map(text)],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      for (const { name, type, value } of tableOptions(table.resource)) yield [...placeOf(table), name, type, value];
    }
  },
};

const VIEWS: SchemaView = {
  name: 'VIEWS',
  columns: [...PLACE, ...['view_definition', 'check_option', 'use_standard_sql'].map(text)],
  *rows(scope, sources) {
    for (const table of tablesIn(scope, sources)) {
      const { view } = table.resource;
      if (view) yield [...placeOf(table), view.query, null, yesNo(!view.useLegacySql)];
    }
  },
};

export const TABLE_VIEWS: readonly SchemaView[] = [TABLES, TABLE_OPTIONS, VIEWS];

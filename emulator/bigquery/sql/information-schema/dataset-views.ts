import type { DatasetDetails } from '../../dataset';
import { TIMESTAMP } from '../types/sql-type';
import { datasetsIn, text, timestampOf, type SchemaView } from './schema-view';
import { daysOption, labelOptions, optionsText, textOption, type WrittenOption } from './sql-text';

const SCHEMATA: SchemaView = {
  name: 'SCHEMATA',
  scope: 'region',
  columns: [...['catalog_name', 'schema_name', 'schema_owner'].map(text), { name: 'creation_time', type: TIMESTAMP }, { name: 'last_modified_time', type: TIMESTAMP }, ...['location', 'ddl', 'default_collation_name'].map(text)],
  *rows(scope, sources) {
    for (const { projectId, datasetId, location = sources.location, details, stamp } of datasetsIn(scope, sources)) {
      const ddl = `CREATE SCHEMA \`${projectId}.${datasetId}\`${optionsText([...schemaOptions(details), ...textOption('location', location)])};`;
      yield [projectId, datasetId, null, timestampOf(stamp.creationTime), timestampOf(stamp.lastModifiedTime), location, ddl, details.defaultCollation ?? 'NULL'];
    }
  },
};

const SCHEMATA_OPTIONS: SchemaView = {
  name: 'SCHEMATA_OPTIONS',
  scope: 'region',
  columns: ['catalog_name', 'schema_name', 'option_name', 'option_type', 'option_value'].map(text),
  *rows(scope, sources) {
    for (const { projectId, datasetId, details } of datasetsIn(scope, sources)) {
      for (const { name, type, value } of schemaOptions(details)) yield [projectId, datasetId, name, type, value];
    }
  },
};

function schemaOptions({ description, friendlyName, labels, defaultTableExpirationMs, defaultPartitionExpirationMs }: DatasetDetails): WrittenOption[] {
  return [
    ...textOption('description', description),
    ...textOption('friendly_name', friendlyName),
    ...labelOptions(labels),
    ...daysOption('default_table_expiration_days', defaultTableExpirationMs),
    ...daysOption('default_partition_expiration_days', defaultPartitionExpirationMs),
  ];
}

export const DATASET_VIEWS: readonly SchemaView[] = [SCHEMATA, SCHEMATA_OPTIONS];

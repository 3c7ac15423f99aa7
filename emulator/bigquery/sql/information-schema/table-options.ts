import type { TableResource } from '../../../../src/core/job-resource';
import { daysOption, labelOptions, stringText, textOption, type WrittenOption } from './sql-text';

/** What OPTIONS say of a table: https://cloud.google.com/bigquery/docs/information-schema-table-options */
export function tableOptions({ description, friendlyName, labels, expirationTime, requirePartitionFilter, timePartitioning }: TableResource): WrittenOption[] {
  return [
    ...textOption('description', description),
    ...textOption('friendly_name', friendlyName),
    ...labelOptions(labels),
    ...(expirationTime === undefined ? [] : [{ name: 'expiration_timestamp', type: 'TIMESTAMP', value: `TIMESTAMP ${stringText(new Date(Number(expirationTime)).toISOString())}` }]),
    ...(requirePartitionFilter ? [{ name: 'require_partition_filter', type: 'BOOL', value: 'true' }] : []),
    ...daysOption('partition_expiration_days', timePartitioning?.expirationMs),
  ];
}

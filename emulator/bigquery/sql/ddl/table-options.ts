import type { TableResource } from '../../../../src/core/job-resource';
import type { Value } from '../../data/row';
import { SqlError } from '../sql-error';
import { daysInMillis, fieldsOf, labelsOf, millisOf, textOf, type OptionValues } from './read-options';

/** The fields of a table that OPTIONS set. */
type TableFields = Pick<TableResource, 'description' | 'friendlyName' | 'labels' | 'expirationTime' | 'requirePartitionFilter'>;

const TABLE_OPTIONS: ReadonlyMap<string, (value: Value) => Partial<TableFields>> = new Map<string, (value: Value) => Partial<TableFields>>([
  ['description', (value) => ({ description: textOf(value) })],
  ['friendly_name', (value) => ({ friendlyName: textOf(value) })],
  ['labels', (value) => ({ labels: labelsOf(value) })],
  ['expiration_timestamp', (value) => ({ expirationTime: millisOf(value) })],
  ['require_partition_filter', (value) => ({ requirePartitionFilter: value === true })],
]);

/** The table with what OPTIONS say of it. @throws SqlError for an option that is not emulated */
export function withTableOptions(table: TableResource, options: OptionValues): TableResource {
  const rest = new Map(options);
  const expiration = rest.get('partition_expiration_days');
  rest.delete('partition_expiration_days');
  if (expiration && !table.timePartitioning) throw new SqlError('partition_expiration_days needs a table that is partitioned by time', { at: expiration.name.at });
  const timePartitioning = expiration && table.timePartitioning ? { ...table.timePartitioning, expirationMs: daysInMillis(expiration.value) } : table.timePartitioning;
  return { ...table, ...fieldsOf(rest, TABLE_OPTIONS, 'table'), timePartitioning };
}

import { hasCode } from '../../src/core/errors';
import type { TableResource, TableSchema } from '../../src/core/job-resource';
import { formatTable } from '../../src/core/table-ref';
import { invalid } from './job-error';
import type { Destination } from './job-tables';
import type { Load } from './load-configuration';
import { describePartitioning } from './partition-id';
import { incompatible } from './place-data';
import { checkRangePartitioning } from './range-partition';
import { updateSchema } from './schema-update';
import { parseTableResource } from './table-resource';

/** Whether the load's columns take the place of the table's. */
export function replacesSchema({ writeDisposition }: Load, { table, partition }: Destination): boolean {
  return !table?.resource.schema || (writeDisposition === 'WRITE_TRUNCATE' && partition === undefined);
}

/**
 * What the destination is after the load, apart from its rows. A table that stands keeps its layout and description.
 * @throws JobError invalid where the load does not fit the table
 */
export function loadResource(load: Load, destination: Destination, incoming: TableSchema): TableResource {
  const { schemaUpdateOptions: allow = [] } = load;
  const standing = destination.table?.resource;
  if (allow.length > 0 && load.writeDisposition !== 'WRITE_APPEND' && !(load.writeDisposition === 'WRITE_TRUNCATE' && destination.partition !== undefined)) {
    throw invalid('Schema update options should only be specified with WRITE_APPEND disposition, or with WRITE_TRUNCATE disposition on a table partition.');
  }
  if (!standing) return newTable(load, destination, incoming);
  checkLayout(load, standing);
  checkProperties(load, standing);
  if (replacesSchema(load, destination)) return checked({ ...standing, schema: incoming, ...(load.clustering && { clustering: load.clustering }) });
  const { schema = incoming } = standing;
  const updated = updateSchema(schema, incoming, { table: destination.ref, allow });
  return updated === standing.schema ? standing : checked({ ...standing, schema: updated });
}

function newTable(load: Load, { ref }: Destination, schema: TableSchema): TableResource {
  const { timePartitioning, rangePartitioning, clustering, destinationTableProperties } = load;
  return checked({ ...destinationTableProperties, tableReference: ref, schema, timePartitioning, rangePartitioning, clustering });
}

function checkLayout({ timePartitioning, rangePartitioning }: Load, standing: TableResource): void {
  if (timePartitioning && describePartitioning(timePartitioning) !== describePartitioning(standing.timePartitioning)) {
    throw incompatible(standing.timePartitioning, timePartitioning);
  }
  checkRangePartitioning(rangePartitioning, standing.rangePartitioning);
}

/** Properties are for a new table; for one that stands they must be what it has. */
function checkProperties({ destinationTableProperties: given = {} }: Load, standing: TableResource): void {
  const { friendlyName, description, expirationTime, labels } = given;
  const pairs = Object.entries({ friendlyName: [friendlyName, standing.friendlyName], description: [description, standing.description], expirationTime: [expirationTime, standing.expirationTime] });
  const different = pairs.find(([, [wanted, found]]) => wanted !== undefined && wanted !== found)?.[0] ?? (labels && !sameLabels(labels, standing.labels ?? {}) ? 'labels' : undefined);
  if (different) throw invalid(`The ${different} provided in destinationTableProperties is not that of the existing table ${formatTable(standing.tableReference)}`);
}

function sameLabels(given: Readonly<Record<string, string>>, standing: Readonly<Record<string, string>>): boolean {
  const text = (labels: Readonly<Record<string, string>>): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return text(given) === text(standing);
}

function checked(resource: TableResource): TableResource {
  try {
    return parseTableResource(resource);
  } catch (error) {
    if (hasCode(error, 'INVALID_REQUEST')) throw invalid(error.message);
    throw error;
  }
}

import { DispatchError } from '../../src/core/errors';
import type { TableResource, TableSchema, TimePartitioning } from '../../src/core/job-resource';
import { formatTable } from '../../src/core/table-ref';
import { parseSchema } from './data/schema';
import { frozenCopy } from './frozen-copy';
import { PARTITION_DIGITS } from './partition-id';
import { tableIdProblem } from './resource-names';
import { fieldPosition } from './table-data';

/**
 * Checks a new table as BigQuery does.
 * @returns the resource alone: what the service sets (`numRows`, `location`) is left out
 * @throws DispatchError INVALID_REQUEST
 */
export function parseTableResource(given: TableResource): TableResource {
  const { tableReference, timePartitioning, clustering, description, labels } = given;
  const refuse = (problem: string): never => {
    throw new DispatchError('INVALID_REQUEST', `table ${formatTable(tableReference)}: ${problem}`);
  };
  const { projectId, datasetId, tableId } = tableReference;
  const nameProblem = tableIdProblem(tableId);
  if (nameProblem) refuse(nameProblem);
  const { schema, problems } = given.schema && given.schema.fields.length > 0 ? parseSchema(given.schema.fields) : { schema: undefined, problems: [] };
  if (problems.length > 0) refuse(`schema: ${problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const layoutProblem = partitioningProblem(timePartitioning, schema) ?? clusteringProblem(clustering?.fields, schema);
  if (layoutProblem) refuse(layoutProblem);
  return frozenCopy({ tableReference: { projectId, datasetId, tableId }, schema, timePartitioning, clustering, description, labels });
}

/** Why a table of that schema cannot be partitioned so, or `undefined` where it can. */
export function partitioningProblem(partitioning?: TimePartitioning, schema: TableSchema = { fields: [] }): string | undefined {
  if (!partitioning) return undefined;
  if (!PARTITION_DIGITS.has(partitioning.type.toUpperCase())) {
    return `timePartitioning.type: ${JSON.stringify(partitioning.type)} is none of ${[...PARTITION_DIGITS.keys()].join(', ')}`;
  }
  if (!partitioning.field) return undefined;
  const field = schema.fields[fieldPosition(schema, partitioning.field)];
  if (!field) return `The field specified for partitioning cannot be found in the schema: ${partitioning.field}`;
  if (!/^(DATE|TIMESTAMP|DATETIME)$/i.test(field.type) || /^REPEATED$/i.test(field.mode ?? '')) {
    return `The field specified for time partitioning can only be of type TIMESTAMP, DATE or DATETIME. The type found is: ${field.type}`;
  }
  return undefined;
}

function clusteringProblem(fields: readonly string[] = [], schema: TableSchema = { fields: [] }): string | undefined {
  const missing = fields.find((name) => fieldPosition(schema, name) < 0);
  return missing === undefined ? undefined : `The field specified for clustering cannot be found in the schema: ${missing}`;
}

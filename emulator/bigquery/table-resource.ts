import { DispatchError } from '../../src/core/errors';
import type { RangePartitioning, TableConstraints, TableResource, TableSchema, TimePartitioning } from '../../src/core/job-resource';
import { formatTable } from '../../src/core/table-ref';
import { parseSchema } from './data/schema';
import { frozenCopy } from './frozen-copy';
import { labelsProblem } from './labels';
import { PARTITION_DIGITS } from './partition-id';
import { tableIdProblem } from './resource-names';
import { fieldPosition } from './table-data';

/**
 * Checks a new table as BigQuery does.
 * @returns the resource alone: what the service sets (`numRows`, `location`, …) is left out
 * @throws DispatchError INVALID_REQUEST
 */
export function parseTableResource(given: TableResource): TableResource {
  const { tableReference } = given;
  const refuse = (problem: string): never => {
    throw new DispatchError('INVALID_REQUEST', `table ${formatTable(tableReference)}: ${problem}`);
  };
  const { projectId, datasetId, tableId } = tableReference;
  const nameProblem = tableIdProblem(tableId);
  if (nameProblem) refuse(nameProblem);
  const { schema, problems } = given.schema && given.schema.fields.length > 0 ? parseSchema(given.schema.fields) : { schema: undefined, problems: [] };
  if (problems.length > 0) refuse(`schema: ${problems.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const problem = layoutProblem(given, schema) ?? labelsProblem(given.labels) ?? expirationProblem(given.expirationTime);
  if (problem) refuse(problem);
  return frozenCopy({ ...settable(given), tableReference: { projectId, datasetId, tableId }, schema });
}

/** What a table is kept with, apart from its name and schema. */
function settable({ type, timePartitioning, rangePartitioning, requirePartitionFilter, clustering, view, ...more }: TableResource): Omit<TableResource, 'tableReference' | 'schema'> {
  const { friendlyName, description, labels, expirationTime, tableConstraints, defaultCollation, defaultRoundingMode, maxStaleness, resourceTags, encryptionConfiguration, snapshotDefinition, cloneDefinition } = more;
  return {
    type: type === 'TABLE' ? undefined : type,
    timePartitioning,
    rangePartitioning,
    requirePartitionFilter,
    clustering,
    view,
    friendlyName,
    description,
    labels,
    expirationTime,
    tableConstraints,
    defaultCollation,
    defaultRoundingMode,
    maxStaleness,
    resourceTags,
    encryptionConfiguration,
    snapshotDefinition,
    cloneDefinition,
  };
}

/** The resource of a table made of another: itself no snapshot or clone, and without the labels and the end of the other. */
export function ofItsOwn(resource: TableResource): TableResource {
  return { ...resource, type: undefined, snapshotDefinition: undefined, cloneDefinition: undefined, labels: undefined, expirationTime: undefined };
}

/** Why a table of that schema cannot be laid out so, or `undefined` where it can. */
function layoutProblem({ timePartitioning, rangePartitioning, clustering, tableConstraints }: TableResource, schema?: TableSchema): string | undefined {
  if (timePartitioning && rangePartitioning) return 'Cannot specify both time partitioning and range partitioning';
  return (
    partitioningProblem(timePartitioning, schema) ??
    rangeProblem(rangePartitioning, schema) ??
    clusteringProblem(clustering?.fields, schema) ??
    constraintsProblem(tableConstraints, schema)
  );
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

function rangeProblem(partitioning?: RangePartitioning, schema: TableSchema = { fields: [] }): string | undefined {
  if (!partitioning) return undefined;
  const field = schema.fields[fieldPosition(schema, partitioning.field)];
  if (!field) return `The field specified for partitioning cannot be found in the schema: ${partitioning.field}`;
  if (!/^(INTEGER|INT64)$/i.test(field.type) || /^REPEATED$/i.test(field.mode ?? '')) {
    return `The field specified for range partitioning can only be of type INTEGER. The type found is: ${field.type}`;
  }
  const { start, end, interval } = partitioning.range;
  if (Number(interval) <= 0) return 'rangePartitioning.range.interval must be greater than 0';
  return Number(start) < Number(end) ? undefined : 'rangePartitioning.range.start must be less than its end';
}

function clusteringProblem(fields: readonly string[] = [], schema: TableSchema = { fields: [] }): string | undefined {
  if (fields.length > 4) return `Clustering is limited to 4 fields, found ${fields.length}`;
  const missing = fields.find((name) => fieldPosition(schema, name) < 0);
  return missing === undefined ? undefined : `The field specified for clustering cannot be found in the schema: ${missing}`;
}

function constraintsProblem(constraints?: TableConstraints, schema: TableSchema = { fields: [] }): string | undefined {
  const columns = [
    ...(constraints?.primaryKey?.columns ?? []),
    ...(constraints?.foreignKeys ?? []).flatMap(({ columnReferences }) => columnReferences.map(({ referencingColumn }) => referencingColumn)),
  ];
  const missing = columns.find((name) => fieldPosition(schema, name) < 0);
  return missing === undefined ? undefined : `The column of a constraint cannot be found in the schema: ${missing}`;
}

function expirationProblem(expirationTime?: string): string | undefined {
  if (expirationTime === undefined || /^\d{1,15}$/.test(expirationTime)) return undefined;
  return `expirationTime: ${JSON.stringify(expirationTime)} is no time in milliseconds`;
}

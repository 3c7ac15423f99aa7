import type { JobResource } from '../../src/core/job-resource';
import type { TableReference } from '../../src/core/table-ref';
import { tableName, type LogFields } from './audit-job-config';

/** What BigQueryAuditMetadata calls a job's statistics (`JobStats`). */
export function auditJobStats({ jobReference: { projectId }, statistics = {} }: JobResource): LogFields {
  const { creationTime, startTime, endTime, query, load, extract } = statistics;
  const { totalSlotMs, parentJobId } = statistics as LogFields;
  return {
    ...timeField('createTime', creationTime),
    ...timeField('startTime', startTime),
    ...timeField('endTime', endTime),
    ...(query && { queryStats: queryStats(query, load) }),
    ...(load && !query && { loadStats: pick(load, [['outputBytes', 'totalOutputBytes']]) }),
    ...(extract && { extractStats: pick(extract, [['inputBytes', 'totalInputBytes']]) }),
    ...pick({ totalSlotMs }, [['totalSlotMs', 'totalSlotMs']]),
    ...(typeof parentJobId === 'string' && { parentJobName: `projects/${projectId}/jobs/${parentJobId}` }),
  };
}

function queryStats(query: LogFields, load: LogFields | undefined): LogFields {
  const { referencedTables, referencedRoutines } = query;
  return {
    ...pick(query, [
      ['totalBytesProcessed', 'totalProcessedBytes'],
      ['totalBytesBilled', 'totalBilledBytes'],
    ]),
    ...(query['billingTier'] !== undefined && { billingTier: Number(query['billingTier']) }),
    ...(query['cacheHit'] === true && { cacheHit: true }),
    ...(Array.isArray(referencedTables) && { referencedTables: referencedTables.filter(isTable).map(tableName) }),
    ...(Array.isArray(referencedRoutines) && { referencedRoutines: referencedRoutines.filter(isRoutine).map(routineName) }),
    ...(load && pick(load, [['outputRows', 'outputRowCount']])),
  };
}

/** int64 values under the names of the log. */
function pick(fields: LogFields, names: readonly (readonly [from: string, to: string])[]): LogFields {
  return Object.fromEntries(
    names.flatMap(([from, to]) => {
      const value = fields[from];
      return typeof value === 'string' || typeof value === 'number' ? [[to, String(value)]] : [];
    }),
  );
}

function timeField(name: string, ms: string | number | undefined): LogFields {
  return ms === undefined ? {} : { [name]: new Date(Number(ms)).toISOString() };
}

function isTable(value: unknown): value is TableReference {
  return typeof value === 'object' && value !== null && 'tableId' in value;
}

interface RoutineReference {
  readonly projectId: string;
  readonly datasetId: string;
  readonly routineId: string;
}

function isRoutine(value: unknown): value is RoutineReference {
  return typeof value === 'object' && value !== null && 'routineId' in value;
}

function routineName({ projectId, datasetId, routineId }: RoutineReference): string {
  return `projects/${projectId}/datasets/${datasetId}/routines/${routineId}`;
}

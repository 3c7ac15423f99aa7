import { parseTable } from '../../src/core/table-ref';
import type { JobConfiguration, JobResource, JobStatus } from '../../src/core/job-resource';

const PROJECT = 'shop';
const END = '2024-03-01T09:30:00Z';

/** A finished job as `jobs.get` gives it: of the project `shop`, in US, ended at half past nine on 1 March 2024. */
export function recordedJob(jobId: string, configuration: JobConfiguration, more: { status?: JobStatus; location?: string } = {}): JobResource {
  const { status = { state: 'DONE' }, location = 'US' } = more;
  const end = Date.parse(END);
  return {
    kind: 'bigquery#job',
    id: `${PROJECT}:${location}.${jobId}`,
    jobReference: { projectId: PROJECT, jobId, location },
    configuration,
    statistics: { creationTime: String(end - 3000), startTime: String(end - 2000), endTime: String(end) },
    status,
  };
}

export const load = (uris: string, table: string): JobConfiguration => ({
  load: { sourceUris: uris.split(','), destinationTable: parseTable(table, PROJECT), sourceFormat: 'NEWLINE_DELIMITED_JSON' },
});

export const query = (sql: string, table?: string): JobConfiguration => ({
  query: { query: sql, destinationTable: table === undefined ? undefined : parseTable(table, PROJECT) },
});

export const copy = (sources: string, table: string): JobConfiguration => ({
  copy: { sourceTables: sources.split(',').map((source) => parseTable(source, PROJECT)), destinationTable: parseTable(table, PROJECT) },
});

export const extract = (table: string, uris: string): JobConfiguration => ({
  extract: { sourceTable: parseTable(table, PROJECT), destinationUris: uris.split(',') },
});

export const failed = (message: string): JobStatus => {
  const error = { reason: 'invalid', message };
  return { state: 'DONE', errorResult: error, errors: [error] };
};

import { parseTable } from '../../src/core/table-ref';
import type { JobConfiguration, JobResource, JobStatus } from '../../src/core/job-resource';

/** How long before the clock's time a job has ended that is said to have. */
const ENDED_BEFORE_MS = 30 * 60 * 1000;

export interface FinishedJob {
  readonly projectId: string;
  readonly jobId: string;
  readonly configuration: JobConfiguration;
  /** What the clock says. */
  readonly now: Date;
  /** DONE without an error where it is missing. */
  readonly status?: JobStatus;
  /** US where it is missing. */
  readonly location?: string;
}

/** A finished job as `jobs.get` gives it, ended half an hour ago. */
export function finishedJob({ projectId, jobId, configuration, now, status = { state: 'DONE' }, location = 'US' }: FinishedJob): JobResource {
  const end = now.getTime() - ENDED_BEFORE_MS;
  return {
    kind: 'bigquery#job',
    id: `${projectId}:${location}.${jobId}`,
    jobReference: { projectId, jobId, location },
    configuration,
    statistics: { creationTime: String(end - 3000), startTime: String(end - 2000), endTime: String(end) },
    status,
  };
}

/** NDJSON unless the name says otherwise. */
function formatOf(uris: string): string {
  const [, ending = ''] = /\.(csv|avro|parquet)(?:\.gz)?$/i.exec(uris) ?? [];
  return ending.toUpperCase() || 'NEWLINE_DELIMITED_JSON';
}

/** @param uris with commas between them */
export const loadOf = (uris: string, table: string, projectId: string): JobConfiguration => ({
  load: { sourceUris: uris.split(','), destinationTable: parseTable(table, projectId), sourceFormat: formatOf(uris), autodetect: true },
});

export const queryOf = (sql: string, projectId: string, table?: string): JobConfiguration => ({
  query: { query: sql, destinationTable: table === undefined ? undefined : parseTable(table, projectId) },
});

/** @param sources with commas between them */
export const copyOf = (sources: string, table: string, projectId: string): JobConfiguration => ({
  copy: { sourceTables: sources.split(',').map((source) => parseTable(source, projectId)), destinationTable: parseTable(table, projectId) },
});

/** @param uris with commas between them */
export const extractOf = (table: string, uris: string, projectId: string): JobConfiguration => ({
  extract: { sourceTable: parseTable(table, projectId), destinationUris: uris.split(',') },
});

export const failedWith = (message: string): JobStatus => {
  const error = { reason: 'invalid', message };
  return { state: 'DONE', errorResult: error, errors: [error] };
};

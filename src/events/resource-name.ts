import { z } from 'zod';
import type { TableReference } from '../core/table-ref';
import { jobId, location, object, projectId, readTerm } from './event-terms';

const JOB = /^(?:\/\/)?(?:bigquery\.googleapis\.com\/)?projects\/([^/]+)\/(?:locations\/([^/]+)\/)?jobs\/([^/]+)$/;
const TABLE = /^projects\/([^/]+)\/datasets\/([^/]+)\/tables\/([^/]+)$/;

/** Which job a name means. */
export interface NamedJob {
  readonly projectId: string;
  readonly jobId: string;
  readonly location?: string;
}

/** Whether a text is the name of a job: `projects/P/jobs/J`, a location and the service before it allowed. */
export function isJobName(name: unknown): name is string {
  return typeof name === 'string' && JOB.test(name);
}

/** @throws DispatchError EVENT_INVALID where one of its parts can be none */
export function parseJobName(name: string): NamedJob {
  const [, project, place, job] = JOB.exec(name) ?? [];
  return readNamedJob({ projectId: project, jobId: job, ...(place !== undefined && { location: place }) });
}

/** @throws DispatchError EVENT_INVALID */
export function readNamedJob(value: unknown): NamedJob {
  const { projectId: project, jobId: job, location: place } = readTerm(namedJob, value, 'a job');
  return { projectId: project, jobId: job, ...(place && { location: place }) };
}

const namedJob = object({ projectId: projectId(), jobId: jobId(), location: location().or(z.literal('')).optional() });

/** `projects/P/datasets/D/tables/T` with its decorator, or `undefined`. */
export function parseTableName(name: unknown): TableReference | undefined {
  const [, project, datasetId, tableId] = (typeof name === 'string' && TABLE.exec(name)) || [];
  return project === undefined || datasetId === undefined || tableId === undefined ? undefined : { projectId: project, datasetId, tableId };
}

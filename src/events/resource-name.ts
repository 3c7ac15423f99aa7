import { z } from 'zod';
import { isJobId } from '../core/job';
import type { TableReference } from '../core/table-ref';
import { isLocation, isObject, isProjectId, jobId, location, object, projectId, readTerm } from './event-terms';

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
  const { projectId: project, jobId: job, location: place } = isNamedJob(value) ? value : readTerm(namedJob, value, 'a job');
  return place ? { projectId: project, jobId: job, location: place } : { projectId: project, jobId: job };
}

/** What the term takes, seen at once: events are many, and hardly one is faulty. */
function isNamedJob(value: unknown): value is NamedJob {
  if (!isObject(value)) return false;
  const { projectId: project, jobId: job, location: place } = value;
  return typeof project === 'string' && isProjectId(project) && typeof job === 'string' && isJobId(job) && (place === undefined || place === '' || (typeof place === 'string' && isLocation(place)));
}

const namedJob = object({ projectId: projectId(), jobId: jobId(), location: location().or(z.literal('')).optional() });

/** `projects/P/datasets/D/tables/T` with its decorator, or `undefined`. */
export function parseTableName(name: unknown): TableReference | undefined {
  const [, project, datasetId, tableId] = (typeof name === 'string' && TABLE.exec(name)) || [];
  return project === undefined || datasetId === undefined || tableId === undefined ? undefined : { projectId: project, datasetId, tableId };
}

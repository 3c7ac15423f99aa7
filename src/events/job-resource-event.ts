import { z } from 'zod';
import type { JobEvent } from '../core/job-event';
import type { JobResource } from '../core/job-resource';
import { jobId, location, object, projectId, readTerm, table, text, texts } from './event-terms';
import { isPlainJobResource } from './plain-job-resource';
import { withoutNulls } from './without-nulls';

const time = z.union([text(), z.number()], { error: 'milliseconds since the epoch' });
const error = object({ reason: text().optional(), message: text().optional() });

/** The parts of a Job resource that dispatch reads; all else passes as it is. */
export const jobTerm = object({
  id: text().optional(),
  selfLink: text().optional(),
  user_email: text().optional(),
  jobReference: object({ projectId: projectId(), jobId: jobId(), location: location().optional() }),
  configuration: object({
    jobType: text().optional(),
    query: object({ query: text().optional(), destinationTable: table().optional() }).optional(),
    load: object({ sourceUris: texts().optional(), destinationTable: table().optional() }).optional(),
    extract: object({ sourceTable: table().optional(), destinationUri: text().optional(), destinationUris: texts().optional() }).optional(),
    copy: object({ sourceTable: table().optional(), sourceTables: z.array(table()).optional(), destinationTable: table().optional() }).optional(),
  }),
  statistics: object({ creationTime: time.optional(), startTime: time.optional(), endTime: time.optional() }).optional(),
  status: object({ state: text().optional(), errorResult: error.optional() }).optional(),
});

/**
 * A BigQuery Job resource, as jobs.get answers it. It has no event ID of its own; its `id` (`project:location.job`) stands
 * in for one. A field that is `null` counts as absent.
 * @throws DispatchError EVENT_INVALID
 */
export function decodeJobResource(message: unknown): JobEvent {
  return readJobResource(withoutNulls(message));
}

/** The same of a message that has no `null`. @throws DispatchError EVENT_INVALID */
export function readJobResource(message: unknown): JobEvent {
  const job = (isPlainJobResource(message) ? message : readTerm(jobTerm, message, 'a Job resource')) as unknown as JobResource;
  const { projectId: project, jobId: id, location: place } = job.jobReference;
  return { eventId: job.id ?? `${project}:${place ?? ''}.${id}`, projectId: project, jobId: id, location: place, job };
}

import { z } from 'zod';
import { DispatchError } from '../core/errors';
import type { JobEvent } from '../core/job-event';
import type { JobResource } from '../core/job-resource';
import { quote } from '../core/rules/fault';

const JOB_ID = /^[A-Za-z0-9_-]{1,1024}$/;
const PROJECT_ID = /^(?:[a-z0-9.-]{1,100}:)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/;
const LOCATION = /^[A-Za-z0-9-]{1,40}$/;

const text = () => z.string({ error: 'a text' });
const jobId = () => text().regex(JOB_ID, { error: 'a job ID, 1 to 1,024 letters, digits, _ or -' });
const projectId = () => text().regex(PROJECT_ID, { error: 'a project ID' });
const location = () => text().regex(LOCATION, { error: 'a location such as US or europe-west1' });
const object = <Shape extends z.ZodRawShape>(shape: Shape) => z.looseObject(shape, { error: 'an object' });

const tableTerm = object({ projectId: text(), datasetId: text(), tableId: text() });
const textsTerm = z.array(text(), { error: 'a list of texts' });
const timeTerm = z.union([text(), z.number()], { error: 'milliseconds since the epoch' });
const errorTerm = object({ reason: text().optional(), message: text().optional() });

/** The parts of a Job resource that dispatch reads; all else passes as it is. */
const jobTerm = object({
  id: text().optional(),
  selfLink: text().optional(),
  jobReference: object({ projectId: projectId(), jobId: jobId(), location: location().optional() }),
  configuration: object({
    jobType: text().optional(),
    query: object({ query: text().optional(), destinationTable: tableTerm.optional() }).optional(),
    load: object({ sourceUris: textsTerm.optional(), destinationTable: tableTerm.optional() }).optional(),
    extract: object({ sourceTable: tableTerm.optional(), destinationUri: text().optional(), destinationUris: textsTerm.optional() }).optional(),
    copy: object({ sourceTable: tableTerm.optional(), sourceTables: z.array(tableTerm).optional(), destinationTable: tableTerm.optional() }).optional(),
  }),
  statistics: object({ creationTime: timeTerm.optional(), startTime: timeTerm.optional(), endTime: timeTerm.optional() }).optional(),
  status: object({ state: text().optional(), errorResult: errorTerm.optional() }).optional(),
});

const referenceTerm = object({ EventID: text().optional(), ProjectID: projectId(), JobID: jobId(), Location: location().optional() });

/**
 * Reads a job event by its shape: a BigQuery Job resource, or `{ EventID, ProjectID, JobID, Location? }`.
 * A Job resource has no event ID of its own; its `id` (`project:location.job`) stands in for it. A field that is
 * `null` counts as absent.
 * @throws DispatchError EVENT_INVALID
 */
export function decodeJobEvent(received: unknown): JobEvent {
  const message = withoutNulls(received);
  if (isObject(message) && 'jobReference' in message) {
    const job = parse(jobTerm, message, 'a Job resource') as unknown as JobResource;
    const { projectId: project, jobId: id, location: place } = job.jobReference;
    return { eventId: job.id ?? `${project}:${place ?? ''}.${id}`, projectId: project, jobId: id, location: place, job };
  }
  if (isObject(message) && 'JobID' in message) {
    const { EventID, ProjectID, JobID, Location } = parse(referenceTerm, message, 'a reference to a job');
    return { eventId: EventID ?? `${ProjectID}:${Location ?? ''}.${JobID}`, projectId: ProjectID, jobId: JobID, location: Location };
  }
  const keys = isObject(message) ? `an object with ${Object.keys(message).slice(0, 8).map(quote).join(', ') || 'no fields'}` : quote(message);
  throw new DispatchError('EVENT_INVALID', `found ${keys}, expected a job event`);
}

/** Some clients write the fields that a job lacks as `null`. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)]])));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parse<T>(term: z.ZodType<T>, message: unknown, what: string): T {
  const parsed = term.safeParse(message);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message: expected }) => `${path.join('.')}: expected ${expected}`);
  throw new DispatchError('EVENT_INVALID', `${what} with faults: ${faults.join('; ')}`);
}

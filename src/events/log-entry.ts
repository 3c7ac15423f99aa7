import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { isObject, objectIn, textIn, type Json } from './event-terms';
import { jobOfChange } from './job-change';
import { jobOfCompletion } from './job-completion';
import type { LoggedJob } from './logged-parts';
import { isJobName, parseJobName, readNamedJob, type NamedJob } from './resource-name';

/** An entry of Cloud Logging, https://cloud.google.com/logging/docs/reference/v2/rest/v2/LogEntry. */
export function isLogEntry(message: Json): boolean {
  return 'protoPayload' in message || (typeof message['logName'] === 'string' && 'insertId' in message);
}

/**
 * An entry of BigQuery's audit log, in the form of BigQueryAuditMetadata or the older AuditData. Only the one of a job's
 * end counts. What was cut off leads to an event without the job, so that BigQuery is asked.
 * @throws DispatchError EVENT_INVALID
 */
export function decodeLogEntry(entry: Json): JobEvent | IgnoredEvent {
  const eventId = textIn(entry, 'insertId') ?? textIn(entry, 'timestamp') ?? 'log entry';
  const payload = objectIn(entry, 'protoPayload');
  const ignored = (why: string): IgnoredEvent => ({ eventId, ignored: why });
  if (payload['serviceName'] !== undefined && payload['serviceName'] !== 'bigquery.googleapis.com') return ignored(`an entry of ${textIn(payload, 'serviceName') ?? 'a service without a name'}, not of BigQuery`);
  const completion = objectIn(payload, 'serviceData')['jobCompletedEvent'];
  if (isObject(completion)) return decodeCompletion(completion, { entry, eventId });
  const metadata = metadataOf(payload);
  const change = metadata['jobChange'];
  if (isObject(change)) return decodeChange(change, { entry, eventId });
  const bare = nameOfBareEnd(entry, payload);
  if (bare !== undefined) return eventOf(parseJobName(bare), undefined, { entry, eventId });
  const kind = Object.keys({ ...metadata, ...objectIn(payload, 'serviceData') }).find((name) => name !== '@type');
  return ignored(`${kind ?? textIn(payload, 'methodName') ?? 'an entry without a payload'}, not the end of a job`);
}

interface Logged {
  readonly entry: Json;
  readonly eventId: string;
}

/** Exports of logs have the metadata as a text. */
function metadataOf(payload: Json): Json {
  const text = textIn(payload, 'metadataJson');
  if (text === undefined) return objectIn(payload, 'metadata');
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/** An entry that grew too long loses its parts; its method, or its operation, still tells that the job named has ended. */
function nameOfBareEnd(entry: Json, payload: Json): string | undefined {
  const { resourceName, methodName } = payload;
  if (!isJobName(resourceName) || isObject(payload['serviceData']) || 'metadata' in payload || 'metadataJson' in payload) return undefined;
  // A request that was refused made no job.
  const isRefused = Boolean(objectIn(payload, 'status')['code']);
  const isLast = objectIn(entry, 'operation')['last'] === true;
  return methodName === 'jobservice.jobcompleted' || (isLast && !isRefused) ? resourceName : undefined;
}

function decodeChange(change: Json, { entry, eventId }: Logged): JobEvent | IgnoredEvent {
  const after = textIn(change, 'after');
  if (after !== 'DONE') return { eventId, ignored: `jobChange to ${after ?? 'no state'}, not the end of a job` };
  const { last } = objectIn(entry, 'operation');
  if ('operation' in entry && last !== true) return { eventId, ignored: 'jobChange that is not the last of its operation' };
  const job = objectIn(change, 'job');
  const name = [job['jobName'], objectIn(entry, 'protoPayload')['resourceName']].find(isJobName);
  return eventOf(parseJobName(name ?? ''), jobOfChange(job), { entry, eventId });
}

function decodeCompletion(completion: Json, { entry, eventId }: Logged): JobEvent | IgnoredEvent {
  const job = objectIn(completion, 'job');
  const state = textIn(objectIn(job, 'jobStatus'), 'state');
  if (state !== undefined && state !== 'DONE') return { eventId, ignored: `jobCompletedEvent of a job that is ${state}` };
  if (objectIn(job, 'jobConfiguration')['dryRun'] === true) return { eventId, ignored: 'jobCompletedEvent of a dry run' };
  const { resourceName } = objectIn(entry, 'protoPayload');
  const named = 'jobName' in job || !isJobName(resourceName) ? readNamedJob(job['jobName']) : parseJobName(resourceName);
  return eventOf(named, jobOfCompletion(job), { entry, eventId });
}

function eventOf(named: NamedJob, logged: LoggedJob | undefined, { entry, eventId }: Logged): JobEvent {
  const { projectId, jobId } = named;
  const location = named.location ?? textIn(objectIn(objectIn(entry, 'resource'), 'labels'), 'location');
  const jobReference = readNamedJob({ projectId, jobId, location });
  const user = textIn(objectIn(objectIn(entry, 'protoPayload'), 'authenticationInfo'), 'principalEmail');
  // The name of a job has its location; without it this job would not be known for the one of another event.
  if (!logged || jobReference.location === undefined) return { eventId, ...jobReference };
  const { configuration, statistics, status } = logged;
  const job = user === undefined ? { jobReference, configuration, statistics, status } : { user_email: user, jobReference, configuration, statistics, status };
  return { eventId, projectId: jobReference.projectId, jobId: jobReference.jobId, location: jobReference.location, job };
}

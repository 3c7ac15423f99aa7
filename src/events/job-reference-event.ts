import type { JobEvent } from '../core/job-event';
import { jobId, location, object, projectId, readTerm, text } from './event-terms';

const referenceTerm = object({ EventID: text().optional(), ProjectID: projectId(), JobID: jobId(), Location: location().optional() });

/** `{ EventID, ProjectID, JobID, Location? }`. @throws DispatchError EVENT_INVALID */
export function decodeJobReference(message: unknown): JobEvent {
  const { EventID, ProjectID, JobID, Location } = readTerm(referenceTerm, message, 'a reference to a job');
  return { eventId: EventID ?? `${ProjectID}:${Location ?? ''}.${JobID}`, projectId: ProjectID, jobId: JobID, location: Location };
}

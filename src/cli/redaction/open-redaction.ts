import { randomUUID } from 'node:crypto';
import { asksForTask } from '../../core/deferred-task';
import type { When } from '../../core/filter';
import { describeJob } from '../../core/job';
import type { JobResource } from '../../core/job-resource';
import { createRouteIndex } from '../../core/route-index/route-index';
import { namesOfPeople } from './people';
import { createPseudonyms } from './pseudonyms';
import { createJobRedaction } from './redact-job';
import { wordsOfRules } from './rule-words';

export interface RedactionRequest {
  /** Who ran the jobs. */
  readonly users: ReadonlySet<string>;
  /** Texts that must not stand anywhere. */
  readonly names: readonly string[];
  /** Of the routes that are to match as before: what they say stays. */
  readonly filters: readonly When[];
  /** Recordings that have one key agree; one of its own, which nobody knows, where it is missing. */
  readonly key: string | undefined;
}

export interface Redacted {
  readonly job: JobResource;
  /** Where another route takes the job than before, or no task is found any more. */
  readonly complaint?: string;
}

export function openRedaction({ users, names, filters, key }: RedactionRequest): (job: JobResource) => Redacted {
  const redact = createJobRedaction({ pseudonyms: createPseudonyms(key || randomUUID()), people: namesOfPeople(users), names, said: wordsOfRules(filters) });
  const routes = createRouteIndex(filters);
  const takerOf = (job: JobResource): string => {
    const index = routes.first(describeJob(job, { location: 'US', now: new Date(0) }));
    return index in filters ? `route ${index}` : 'no route';
  };
  const complaintOf = (job: JobResource, redacted: JobResource): string | undefined => {
    const [before, after] = [takerOf(job), takerOf(redacted)];
    if (before !== after) return `${before} takes the job, and ${after} once it is redacted`;
    const isOther = job.jobReference.jobId !== redacted.jobReference.jobId;
    return filters.length > 0 && isOther && asksForTask(job.jobReference.jobId) ? 'the ID has changed, so that a task of the job is not found' : undefined;
  };
  return (job) => {
    const redacted = redact(job);
    const complaint = complaintOf(job, redacted);
    const { projectId, jobId } = redacted.jobReference;
    return { job: redacted, ...(complaint !== undefined && { complaint: `${projectId}:${jobId}: ${complaint}` }) };
  };
}

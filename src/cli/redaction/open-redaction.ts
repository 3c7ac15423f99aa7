import { randomUUID } from 'node:crypto';
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
  /** Where another route takes the job than before: which ones. */
  readonly complaint?: string;
}

export function openRedaction({ users, names, filters, key }: RedactionRequest): (job: JobResource) => Redacted {
  const redact = createJobRedaction({ pseudonyms: createPseudonyms(key || randomUUID()), people: namesOfPeople(users), names, isSaid: wordsOfRules(filters) });
  const routes = createRouteIndex(filters);
  const takerOf = (job: JobResource): string => {
    const index = routes.first(describeJob(job, { location: 'US', now: new Date(0) }));
    return index in filters ? `route ${index}` : 'no route';
  };
  return (job) => {
    const redacted = redact(job);
    const [before, after] = [takerOf(job), takerOf(redacted)];
    const { projectId, jobId } = redacted.jobReference;
    return { job: redacted, ...(before !== after && { complaint: `${projectId}:${jobId}: ${before} takes the job, and ${after} once it is redacted` }) };
  };
}

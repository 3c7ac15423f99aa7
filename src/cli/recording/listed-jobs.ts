import { normalizeLocation } from '../../core/job';
import type { JobResource } from '../../core/job-resource';
import type { BigQuery } from '../../core/ports/bigquery';
import { endOf, type HistorySearch, type JobHistory } from './job-history';

const MINUTE_MS = 60_000;
/** jobs.list gives the newest job first, so that it is asked for one stretch of time after the other. */
const [FIRST_MS, SHORTEST_MS, LONGEST_MS] = [60 * MINUTE_MS, MINUTE_MS, 24 * 60 * MINUTE_MS];
/** Jobs of a stretch: with fewer the next one is longer, with more it is taken in parts, as all of them are held. */
const [FEW, MANY] = [2000, 20_000];

/** Jobs by jobs.list, https://cloud.google.com/bigquery/docs/reference/rest/v2/jobs/list. */
export function listedJobs(bigquery: BigQuery, { projectId, since, until }: HistorySearch): JobHistory {
  const [begin, end] = [since.getTime(), until.getTime()];

  async function* stretches(): AsyncIterable<{ found: readonly JobResource[]; to: number }> {
    for (let from = begin, lengthMs = FIRST_MS; from < end; ) {
      const to = Math.min(from + lengthMs, end);
      const most = lengthMs > SHORTEST_MS ? MANY : Infinity;
      const found = await jobsMade(new Date(from), new Date(to), most);
      if (found.length > most) lengthMs = Math.max(SHORTEST_MS, lengthMs / 2);
      else {
        yield { found, to };
        from = to;
        if (found.length < FEW) lengthMs = Math.min(LONGEST_MS, lengthMs * 2);
      }
    }
  }

  /** Ends early with one more than `most`. */
  async function jobsMade(from: Date, to: Date, most: number): Promise<JobResource[]> {
    const found: JobResource[] = [];
    for await (const job of bigquery.listJobs({ projectId, since: from, until: to })) {
      found.push(job);
      if (Number(job.statistics?.numChildJobs ?? 0) > 0) {
        for await (const child of bigquery.listJobs({ projectId, since: from, parentJobId: job.jobReference.jobId })) found.push(child);
      }
      if (found.length > most) break;
    }
    return found;
  }

  /** A job that is listed without its parts is asked for. */
  async function whole(job: JobResource): Promise<JobResource | undefined> {
    if (isWhole(job)) return job;
    const { jobId, location } = job.jobReference;
    return bigquery.getJob({ projectId, jobId, ...(location && { location: normalizeLocation(location) }) });
  }

  return {
    async *jobs(onProgress) {
      let waiting: JobResource[] = [];
      for await (const { found, to } of stretches()) {
        // The oldest first, and statements before their script, where they ended at the same time.
        waiting = [...waiting, ...[...found].reverse()].sort((one, other) => endOf(one) - endOf(other));
        // Whatever is found from here on was made, and so ended, later than these.
        const ended = waiting.findIndex((job) => endOf(job) >= to);
        for (const job of waiting.splice(0, ended < 0 ? waiting.length : ended)) {
          const complete = await whole(job);
          if (complete) yield complete;
        }
        await onProgress((to - begin) / (end - begin));
      }
      for (const job of waiting) {
        const complete = await whole(job);
        if (complete) yield complete;
      }
    },

    async users() {
      const users = new Set<string>();
      for await (const { found } of stretches()) for (const { user_email: user } of found) if (user !== undefined) users.add(user);
      return users;
    },
  };
}

function isWhole({ configuration, statistics, status }: Partial<JobResource>): boolean {
  return configuration !== undefined && Object.keys(configuration).some((part) => part !== 'jobType') && statistics !== undefined && status !== undefined;
}

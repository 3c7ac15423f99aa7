import type { BigQueryState } from '../bigquery/bigquery-state';
import { createPending, type Pending } from './pending';

/** A BigQuery whose jobs are counted from their beginning to their end. */
export function watchRunningJobs(state: BigQueryState): { state: BigQueryState; running: Pick<Pending, 'count' | 'idle'> } {
  const pending = createPending();
  const begun = new Set<string>();
  const key = ({ projectId, location, jobId }: { projectId: string; jobId: string; location?: string }): string => JSON.stringify([projectId, location, jobId]);

  state.onJobDone(({ jobReference }) => {
    if (begun.delete(key(jobReference))) pending.end();
  });
  return {
    running: pending,
    state: {
      ...state,
      insertJob(job) {
        const resource = state.insertJob(job);
        const name = key(resource.jobReference);
        if (resource.status?.state !== 'DONE' && !begun.has(name)) {
          begun.add(name);
          pending.begin();
        }
        return resource;
      },
    },
  };
}

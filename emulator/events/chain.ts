import type { JobReference } from '../../src/core/job';
import type { DispatchResponse } from '../../src/core/response';

/** Longer chains of jobs that set off jobs are taken for endless ones. */
export const MAX_CHAIN_LENGTH = 100;

/** How far each job that an action started is from the event that came from outside. */
export interface Chains {
  /** Notes the jobs that a dispatch started. */
  note(response: DispatchResponse): void;
  /** Jobs of actions before this one, counting it; 0 for a job from outside. */
  lengthTo(ref: Pick<JobReference, 'projectId' | 'jobId'>): number;
}

export function createChains(): Chains {
  const lengths = new Map<string, number>();
  const key = ({ projectId, jobId }: Pick<JobReference, 'projectId' | 'jobId'>): string => `${projectId}:${jobId}`;
  const lengthTo: Chains['lengthTo'] = (ref) => lengths.get(key(ref)) ?? 0;
  return {
    lengthTo,
    note({ JobRef, Actions }) {
      if (!JobRef) return;
      for (const { JobID } of Actions) if (JobID !== undefined) lengths.set(key({ projectId: JobRef.projectId, jobId: JobID }), lengthTo(JobRef) + 1);
    },
  };
}

import type { DispatchResponse } from '../../src/core/response';

/** More answers than these are not kept; the oldest go first. */
const MAX_KEPT = 10_000;

/** What the dispatcher answered, the newest last. */
export interface DispatchLog {
  note(response: DispatchResponse): void;
  /** All that are kept, or those of one job. */
  list(jobId?: string): readonly DispatchResponse[];
  /** How many there were in all, by their status. */
  counts(): ReadonlyMap<DispatchResponse['Status'], number>;
}

export function createDispatchLog(maxKept = MAX_KEPT): DispatchLog {
  let kept: DispatchResponse[] = [];
  const counts = new Map<DispatchResponse['Status'], number>();
  return {
    note(response) {
      counts.set(response.Status, (counts.get(response.Status) ?? 0) + 1);
      kept.push(response);
      // Cut now and then, as taking one off the front each time would be slow.
      if (kept.length >= 2 * maxKept) kept = kept.slice(-maxKept);
    },
    list: (jobId) => kept.slice(-maxKept).filter(({ JobRef }) => jobId === undefined || JobRef?.jobId === jobId),
    counts: () => new Map(counts),
  };
}

import type { JobResource } from '../../core/job-resource';

/** Finished jobs of a project that were made within a time. */
export interface JobHistory {
  /**
   * Each job once, those of a script's statements included, in the order in which they ended: that of their events.
   * @param onProgress told again and again which part of all is found, from 0 to 1
   */
  jobs(onProgress: (part: number) => Promise<void>): AsyncIterable<JobResource>;
  /** The e-mail addresses of who ran them. */
  users(): Promise<ReadonlySet<string>>;
}

/** Which jobs are asked for. */
export interface HistorySearch {
  readonly projectId: string;
  /** When they were made at the earliest. */
  readonly since: Date;
  /** When they were made before. */
  readonly until: Date;
}

export function endOf({ statistics }: JobResource): number {
  return Number(statistics?.endTime ?? statistics?.creationTime ?? 0);
}

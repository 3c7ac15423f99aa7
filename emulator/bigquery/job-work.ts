import type { ErrorProto, JobStatistics } from '../../src/core/job-resource';

/** What a job does once its configuration was accepted. */
export interface JobWork {
  readonly jobType: 'LOAD' | 'COPY' | 'EXTRACT';
  /**
   * Reads what the job needs and gives the step that takes effect, which is done in one go or not at all.
   * Both fail by throwing JobError.
   */
  prepare(): Promise<() => JobSuccess>;
}

export interface JobSuccess {
  readonly statistics: Pick<JobStatistics, 'load' | 'copy' | 'extract'>;
  /** What went wrong without making the job fail. */
  readonly errors?: readonly ErrorProto[];
}

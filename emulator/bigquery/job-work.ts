import type { ErrorProto, JobConfiguration, JobStatistics } from '../../src/core/job-resource';

/** What a job does once its configuration was accepted. */
export interface JobWork {
  readonly jobType: 'LOAD' | 'COPY' | 'EXTRACT' | 'QUERY';
  /** What the service adds to the configuration from the start, section by section, such as a query's anonymous table. */
  readonly configuration?: JobConfiguration;
  /**
   * Looks at what can be seen before the job runs, such as its SQL. Jobs whose check fails by throwing JobError are DONE
   * at once, and the request that inserted one is refused with that error, although the job is known.
   */
  check?(context: WorkContext): Promise<void>;
  /**
   * Reads what the job needs and gives the step that takes effect, which is done in one go or not at all.
   * Both fail by throwing JobError.
   */
  prepare(context: WorkContext): Promise<() => JobSuccess>;
}

export interface WorkContext {
  /** Aborted when the job is cancelled or has used up its time; what is prepared then never takes effect. */
  readonly signal: AbortSignal;
}

export interface JobSuccess {
  /** What is known of the job beside its times. */
  readonly statistics: Partial<JobStatistics>;
  /** What the service adds to the configuration, section by section. */
  readonly configuration?: JobConfiguration;
  /** What went wrong without making the job fail. */
  readonly errors?: readonly ErrorProto[];
}

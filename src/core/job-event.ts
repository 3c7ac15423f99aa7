import type { JobResource } from './job-resource';

/** A notice that a job changed, whatever envelope it came in (semantics, section 6). */
export interface JobEvent {
  readonly eventId: string;
  readonly projectId: string;
  readonly jobId: string;
  /** Where the job ran, if the envelope said so. */
  readonly location?: string;
  /** The job itself, if the envelope held all of it; otherwise BigQuery is asked. */
  readonly job?: JobResource;
}

/** A notice of something else than the end of a job. */
export interface IgnoredEvent {
  readonly eventId: string;
  /** What it is, for people. */
  readonly ignored: string;
}

import type { Variables } from './expand';
import type { Job } from './job';
import { lazyVariables } from './lazy-variables';

interface From {
  readonly job: Job;
  readonly eventId: string;
}

/** What each variable is made of. Dates are those of the job's end in UTC, `yyyy-MM-dd` and `HH`; what a job lacks is an empty text. */
const MAKERS: ReadonlyMap<string, (from: From) => string | readonly string[]> = new Map<string, (from: From) => string | readonly string[]>([
  ['JobID', ({ job }) => job.ref.jobId],
  ['EventID', ({ eventId }) => eventId],
  ['ProjectID', ({ job }) => job.ref.projectId],
  ['Location', ({ job }) => job.ref.location],
  ['JobType', ({ job }) => job.type],
  ['Source', ({ job }) => job.source],
  ['Dest', ({ job }) => job.destination],
  ['DestTable', ({ job: { destinationTable: table } }) => (table ? `${table.datasetId}.${table.tableId}` : '')],
  ['DestDataset', ({ job }) => job.destinationTable?.datasetId ?? ''],
  ['Error', ({ job }) => job.error?.message ?? job.error?.reason ?? ''],
  ['URLs', ({ job }) => job.loadUris.join(',')],
  ['LoadURIs', ({ job }) => job.loadUris],
  ['SourceURI', ({ job }) => job.loadUris[0] ?? ''],
  ['TriggerBucket', ({ job }) => /^gs:\/\/([^/]+)/.exec(job.loadUris[0] ?? '')?.[1] ?? ''],
  ['Date', ({ job }) => job.endTime.toISOString().slice(0, 10)],
  ['Hour', ({ job }) => job.endTime.toISOString().slice(11, 13)],
  ['DollarSign', () => '$'],
]);

/** The variables that a job gives to the requests of its actions (R19). */
export function jobVariables(job: Job, eventId: string): Variables {
  return lazyVariables(MAKERS, { job, eventId });
}

import type { Variables } from './expand';
import type { Job } from './job';

/**
 * The variables that a job gives to the requests of its actions (R19). `$Date` is `yyyy-MM-dd` and `$Hour` is `HH`
 * of the job's end in UTC; what a job lacks is an empty text.
 */
export function jobVariables(job: Job, eventId: string): Variables {
  const { ref, destinationTable, loadUris, endTime } = job;
  const end = endTime.toISOString();
  return new Map<string, string | readonly string[]>([
    ['JobID', ref.jobId],
    ['EventID', eventId],
    ['ProjectID', ref.projectId],
    ['Location', ref.location],
    ['JobType', job.type],
    ['Source', job.source],
    ['Dest', job.destination],
    ['DestTable', destinationTable ? `${destinationTable.datasetId}.${destinationTable.tableId}` : ''],
    ['DestDataset', destinationTable?.datasetId ?? ''],
    ['Error', job.error?.message ?? job.error?.reason ?? ''],
    ['URLs', loadUris.join(',')],
    ['LoadURIs', loadUris],
    ['SourceURI', loadUris[0] ?? ''],
    ['TriggerBucket', /^gs:\/\/([^/]+)/.exec(loadUris[0] ?? '')?.[1] ?? ''],
    ['Date', end.slice(0, 10)],
    ['Hour', end.slice(11, 13)],
    ['DollarSign', '$'],
  ]);
}

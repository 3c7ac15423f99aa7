import { createHash } from 'node:crypto';
import { childUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';

/** Cloud Storage's limit for the UTF-8 bytes of a name; job IDs are ASCII and may have 1,024 characters alone. */
const MAX_NAME_BYTES = 1024;

/** The state object of a job (R20). */
export function stateUrl(journalUrl: GsUrl, { projectId, location, jobId }: JobReference): GsUrl {
  return childUrl(journalUrl, fitted(journalUrl, { before: `_state/${projectId}/${location}/`, id: jobId, after: '.json' }));
}

/**
 * The record of a job, and with another ending the task file beside it (R21): `<yyyy-MM-dd_HH>/<job id with -- as />-job.json`.
 * @param endTime of the job
 */
export function recordUrl(folder: GsUrl, { jobId }: JobReference, endTime: Date): GsUrl {
  const hour = endTime.toISOString().slice(0, 13).replace('T', '_');
  return childUrl(folder, fitted(folder, { before: `${hour}/`, id: jobId.replaceAll('--', '/'), after: '-job.json' }));
}

/** The record of a job whose usual name is taken by one of the same ID in another project or location. */
export function otherRecordUrl(record: GsUrl, { projectId, location }: JobReference): GsUrl {
  return { ...record, name: record.name.replace(/-job\.json$/, `.${projectId}.${location}-job.json`) };
}

/** Where the task file goes when its job is recorded. */
export function taskBesideRecord(record: GsUrl): GsUrl {
  return { ...record, name: record.name.replace(/-job\.json$/, '.json') };
}

/** Whether an object is a state, a record or an archived task of a journal; such folders may lie below that of tasks. */
export function isJournalObject(url: GsUrl, folder: GsUrl): boolean {
  const prefix = childUrl(folder, '').name;
  return url.bucket === folder.bucket && url.name.startsWith(prefix) && /^(_state|\d{4}-\d{2}-\d{2}_\d{2})\//.test(url.name.slice(prefix.length));
}

/** An ID too long for a name is cut, and told apart by its hash; room is left for the ending of `otherRecordUrl`. */
function fitted(folder: GsUrl, { before, id, after }: { before: string; id: string; after: string }): string {
  const room = MAX_NAME_BYTES - 100 - new TextEncoder().encode(folder.name + before + after).length;
  if (id.length <= room) return before + id + after;
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 16);
  return `${before}${id.slice(0, room - hash.length - 1)}~${hash}${after}`;
}

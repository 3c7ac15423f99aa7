import type { DispatchConfig } from './dispatch-config';
import { DispatchError, hasCode, type ErrorReport } from './errors';
import { formatGsUrl, parseGsUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';
import type { JobState } from './job-state';
import type { JobStates, StandingState } from './lease';
import { otherRecordUrl, recordUrl, taskBesideRecord } from './object-names';
import type { ObjectStore } from './ports/object-store';
import { describeState, type DispatchResponse } from './response';

/** The records for people, one a job, under `JournalURL` or `ErrorURL` (R21). */
export interface Journal {
  /** Where the record of a run belongs. */
  urlOf(state: JobState, failed: boolean): GsUrl;
  /**
   * After the verdict: writes the record and moves the task file beside it. What stands already is left alone, so that
   * it completes what a crash left undone.
   * @returns the state, which names another record where the usual name was taken
   */
  close(standing: StandingState): Promise<JobState>;
  /** Records a failure that is no verdict, because nothing was matched (R6). */
  recordUnmatched(response: DispatchResponse, ref: JobReference, endTime: Date): Promise<GsUrl>;
}

export function createJournal({ config, objects, states }: { config: DispatchConfig; objects: ObjectStore; states: JobStates }): Journal {
  const { journalUrl, errorUrl, mode } = config;
  const urlOf: Journal['urlOf'] = ({ JobRef, Plan }, failed) => recordUrl(failed ? errorUrl : journalUrl, JobRef, new Date(Plan.Job.EndTime));

  async function moveTask({ Plan: { Task } }: JobState, record: GsUrl): Promise<void> {
    // To a shadow the task does not belong.
    if (!Task || mode === 'shadow') return;
    const source = parseGsUrl(Task.URL);
    const standing = await objects.stat(source);
    // A task written anew since the claim belongs to nobody yet.
    if (standing?.generation !== Task.Generation) return;
    try {
      await objects.copy(source, taskBesideRecord(record), { ifSourceGeneration: Task.Generation });
      await objects.remove(source, { ifGeneration: Task.Generation });
    } catch (error) {
      // Another event that closes the same job may be faster.
      const moved = (await objects.stat(source))?.generation !== Task.Generation;
      if (!(moved && hasCode(error, 'NOT_FOUND', 'PRECONDITION_FAILED'))) throw error;
    }
  }

  return {
    urlOf,

    async close(standing) {
      const { state } = standing;
      const url = parseGsUrl(state.RecordURL ?? formatGsUrl(urlOf(state, state.State === 'failed')));
      const written = await writeRecord(objects, { url, ref: state.JobRef, record: { ...(mode === 'shadow' && { Mode: mode }), ...recordOf(state) } });
      const closed = formatGsUrl(written) === state.RecordURL ? standing : await states.amend(standing, { RecordURL: formatGsUrl(written) });
      await moveTask(state, written);
      return closed?.state ?? state;
    },

    async recordUnmatched(response, ref, endTime) {
      const url = recordUrl(errorUrl, ref, endTime);
      return writeRecord(objects, { url, ref, record: { ...response, RecordURL: undefined } });
    },
  };
}

/** The record is made from the state alone, so that whoever completes it writes the same. */
function recordOf(state: JobState): { Status: string; Redrive?: number; [field: string]: unknown } {
  const { Plan, Redrive, Ended, State } = state;
  const { Task, Route, Started } = Plan;
  return {
    Status: State === 'done' ? 'ok' : 'error',
    EventID: Plan.EventID,
    ...describeState(state),
    Job: Plan.Job,
    Task,
    Info: Route?.Info,
    Redrive,
    Started,
    TimeTakenMs: Ended ? Date.parse(Ended) - Date.parse(Started) : 0,
  };
}

/** How often another may be faster with the same record. */
const MAX_RACES = 3;

interface Writing {
  readonly url: GsUrl;
  readonly ref: JobReference;
  readonly record: object;
}

/** Jobs of one ID in two projects or locations would share a record: the later one takes a longer name. */
async function writeRecord(objects: ObjectStore, { url, ref, record }: Writing): Promise<GsUrl> {
  const bytes = new TextEncoder().encode(`${JSON.stringify(record, null, 2)}\n`);
  const write = (target: GsUrl, ifGeneration: string) => objects.write(target, bytes, { ifGeneration, contentType: 'application/json' });
  for (const target of [url, otherRecordUrl(url, ref)]) {
    for (let race = 0; race < MAX_RACES; race++) {
      const standing = await objects.read(target);
      const existing = standing && readRecord(standing.bytes);
      if (standing && !sameJob(existing?.JobRef, ref)) break;
      const isThisOne = standing !== undefined && sameRun(existing ?? {}, record);
      if (isThisOne || (await unlessRaced(write(target, standing?.generation ?? '0')))) return target;
    }
  }
  throw new DispatchError('UNAVAILABLE', `${formatGsUrl(url)} is being written by another run`);
}

interface ExistingRecord {
  readonly JobRef?: Partial<JobReference>;
  readonly Matched?: boolean;
  readonly Started?: string;
  readonly Redrive?: number;
  readonly Error?: ErrorReport;
}

function readRecord(bytes: Uint8Array): ExistingRecord | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as ExistingRecord;
  } catch {
    return undefined;
  }
}

function sameJob(known: Partial<JobReference> | undefined, ref: JobReference): boolean {
  return known?.projectId === ref.projectId && known.jobId === ref.jobId && known.location === ref.location;
}

/** A failure that is no verdict is recorded once, however often its event comes, and never in the place of a verdict. */
function sameRun(existing: ExistingRecord | undefined, record: ExistingRecord): boolean {
  if (record.Matched === false) return existing?.Matched !== false || existing.Error?.Code === record.Error?.Code;
  return existing?.Started === record.Started && existing?.Redrive === record.Redrive;
}

async function unlessRaced(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (hasCode(error, 'PRECONDITION_FAILED')) return false;
    throw error;
  }
}

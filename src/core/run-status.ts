import type { DispatchConfig } from './dispatch-config';
import type { ErrorReport } from './errors';
import { childUrl, formatGsUrl } from './gs-url';
import type { JobReference } from './job';
import { parseJobState } from './job-state';
import { isDue, listStates, type ListedState } from './listed-state';
import { jobIdOfTask } from './pending-task';
import type { Clock } from './ports/clock';
import type { ObjectStore } from './ports/object-store';

/** A run, or a task that waits for its job. Field names are those of the JSON. */
export interface RunStatus {
  /** `stuck`: a run that died or was given back, and waits for its event or the sweep. */
  readonly Status: 'running' | 'stuck' | 'failed' | 'done' | 'waiting';
  readonly JobID: string;
  readonly JobRef?: JobReference;
  /** When the run began, or the task was written; ISO 8601. */
  readonly Since: string;
  readonly Ended?: string;
  readonly Error?: ErrorReport;
  readonly RecordURL?: string;
  readonly TaskURL?: string;
  readonly Redrive?: number;
}

export interface RunStatusOptions {
  readonly config: DispatchConfig;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

/** Whatever runs, waits, has failed or is stuck, by the names of its objects; with `all` what is done too. */
export async function* listRuns({ config, objects, clock }: RunStatusOptions, { all = false } = {}): AsyncIterable<RunStatus> {
  const claimed = new Set<string>();
  for await (const listed of listStates(objects, config.journalUrl)) {
    if (listed.state !== 'done' && listed.state !== 'failed') claimed.add(listed.ref.jobId);
    const run = all || listed.state !== 'done' ? await readRun(listed, { objects, clock }) : undefined;
    if (run) yield run;
  }
  for await (const { url, timeCreated } of objects.list(childUrl(config.deferTaskUrl, ''))) {
    const jobId = jobIdOfTask(url, config);
    if (jobId !== undefined && !claimed.has(jobId)) yield { Status: 'waiting', JobID: jobId, Since: timeCreated.toISOString(), TaskURL: formatGsUrl(url) };
  }
}

async function readRun(listed: ListedState, { objects, clock }: Pick<RunStatusOptions, 'objects' | 'clock'>): Promise<RunStatus | undefined> {
  const found = await objects.read(listed.url);
  if (!found) return undefined;
  const { JobRef, State, Plan, Error: report, RecordURL, Ended, Redrive } = parseJobState(found.bytes, listed.url);
  const Status = State === 'done' || State === 'failed' ? State : isDue({ ...listed, state: State }, clock.now()) ? 'stuck' : 'running';
  return { Status, JobID: JobRef.jobId, JobRef, Since: Plan.Started, Ended, Error: report, RecordURL, TaskURL: Plan.Task?.URL, Redrive };
}

import { childUrl, type GsUrl } from './gs-url';
import type { JobReference } from './job';
import { parseJobState, type JobState } from './job-state';
import type { ObjectInfo, ObjectStore } from './ports/object-store';

/** What of a state stands in the metadata of its object, so that a list tells which states are due. */
export interface ListedState {
  readonly url: GsUrl;
  readonly ref: JobReference;
  readonly state: JobState['State'];
  readonly expiresAt: Date;
}

/** The metadata of a state's object. */
export function stateMetadata({ State, ExpiresAt, JobRef }: JobState): Record<string, string> {
  return { state: State, expires: ExpiresAt, job: JSON.stringify(JobRef) };
}

/**
 * All states below `JournalURL/_state/`, in the order of their names.
 * @param from the name to begin at
 */
export async function* listStates(objects: ObjectStore, journalUrl: GsUrl, from?: string): AsyncIterable<ListedState> {
  for await (const info of objects.list(childUrl(journalUrl, '_state/'), { from })) {
    const listed = listedOf(info) ?? (await readListed(objects, info.url));
    if (listed) yield listed;
  }
}

function listedOf({ url, metadata = {} }: ObjectInfo): ListedState | undefined {
  const { state, expires, job } = metadata;
  if (state === undefined || expires === undefined || job === undefined) return undefined;
  return { url, ref: JSON.parse(job) as JobReference, state: state as JobState['State'], expiresAt: new Date(expires) };
}

/** A state that was restored without its metadata; one that cannot be read is told when its job is dispatched. */
async function readListed(objects: ObjectStore, url: GsUrl): Promise<ListedState | undefined> {
  const found = await objects.read(url);
  if (!found) return undefined;
  try {
    const { JobRef, State, ExpiresAt } = parseJobState(found.bytes, url);
    return { url, ref: JobRef, state: State, expiresAt: new Date(ExpiresAt) };
  } catch {
    return undefined;
  }
}

/** Whether a run was given back, or died. */
export function isDue({ state, expiresAt }: ListedState, now: Date): boolean {
  return state === 'retry' || (state === 'running' && expiresAt <= now);
}

import type { JobReference } from '../../../src/core/job';
import type { Clock } from '../../../src/core/ports/clock';

/** Which job a request of an ID has begun, so that the same request sent again begins no other. */
export interface RequestIds {
  /** `undefined` for an ID that is not given, not known, or too old. */
  find(projectId: string, requestId: string | undefined): JobReference | undefined;
  note(projectId: string, requestId: string | undefined, job: JobReference): void;
}

const WINDOW_MS = 15 * 60_000;
const MAX_IDS = 10_000;

export function createRequestIds(clock: Clock): RequestIds {
  const known = new Map<string, { readonly job: JobReference; readonly time: number }>();
  // No project's ID holds a line feed.
  const keyOf = (projectId: string, requestId: string): string => `${projectId}\n${requestId}`;
  return {
    find(projectId, requestId) {
      const found = requestId ? known.get(keyOf(projectId, requestId)) : undefined;
      return found && found.time + WINDOW_MS > clock.now().getTime() ? found.job : undefined;
    },
    note(projectId, requestId, job) {
      if (!requestId || this.find(projectId, requestId)) return;
      known.set(keyOf(projectId, requestId), { job, time: clock.now().getTime() });
      const oldest = known.keys().next();
      if (known.size > MAX_IDS && !oldest.done) known.delete(oldest.value);
    },
  };
}

import type { JobReference } from '../../src/core/job';

type AnyLocation = Omit<JobReference, 'location'> & { readonly location?: string };

/** Jobs by project, ID and location. */
export interface JobIndex<T> {
  /** Without a location the job that came first, wherever it runs. */
  find(ref: AnyLocation): T | undefined;
  set(ref: JobReference, entry: T): void;
  /** Says whether there was one. */
  remove(ref: JobReference): boolean;
  /** In the order in which they were set. */
  all(): Iterable<T>;
  size(): number;
  clear(): void;
}

export function createJobIndex<T>(): JobIndex<T> {
  // No project's ID holds a line feed, so two keys never meet.
  const keyOf = ({ projectId, jobId }: AnyLocation): string => `${projectId}\n${jobId}`;
  const byId = new Map<string, Map<string, T>>();
  const inOrder = new Set<T>();

  return {
    find(ref) {
      const found = byId.get(keyOf(ref));
      return ref.location === undefined ? found?.values().next().value : found?.get(ref.location);
    },
    set(ref, entry) {
      const key = keyOf(ref);
      const found = byId.get(key) ?? new Map<string, T>();
      const before = found.get(ref.location);
      if (before !== undefined) inOrder.delete(before);
      inOrder.add(entry);
      byId.set(key, found.set(ref.location, entry));
    },
    remove(ref) {
      const found = byId.get(keyOf(ref));
      const entry = found?.get(ref.location);
      if (!found || entry === undefined) return false;
      inOrder.delete(entry);
      found.delete(ref.location);
      if (found.size === 0) byId.delete(keyOf(ref));
      return true;
    },
    all: () => inOrder,
    size: () => inOrder.size,
    clear() {
      byId.clear();
      inOrder.clear();
    },
  };
}

/** `project:location.job`, the form of a Job resource's `id`. */
export function formatJob({ projectId, jobId, location }: JobReference): string {
  return `${projectId}:${location}.${jobId}`;
}

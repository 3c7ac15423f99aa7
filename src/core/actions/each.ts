import { DispatchError, toDispatchError } from '../errors';

/** Parts of one action that are handled at the same time. */
const CONCURRENCY = 8;

/**
 * Handles each part of an action, some at a time; every one is tried before failures are reported together.
 * @param nameOf what a part is called in an error
 * @throws DispatchError the failure where there is one, PARTLY_FAILED where there are several; what may pass first of all
 */
export async function each<Part, T>(parts: readonly Part[], handle: (part: Part) => Promise<T>, nameOf: (part: Part) => string): Promise<T[]> {
  const results: T[] = [];
  const failures: { part: Part; error: DispatchError }[] = [];
  const queue = parts.entries();
  const worker = async (): Promise<void> => {
    for (const [index, part] of queue) {
      try {
        results[index] = await handle(part);
      } catch (thrown) {
        failures.push({ part, error: toDispatchError(thrown) });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, parts.length) }, worker));
  const failed = failures.find(({ error }) => error.transient) ?? failures[0];
  if (!failed) return results;
  if (failures.length === 1 || failed.error.transient) throw failed.error;
  const list = failures.map(({ part, error }) => `${nameOf(part)}: ${error.code} ${error.message}`);
  throw new DispatchError('PARTLY_FAILED', `${failures.length} of ${parts.length} failed: ${list.join('; ')}`);
}

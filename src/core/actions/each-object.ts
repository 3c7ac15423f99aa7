import { DispatchError, toDispatchError } from '../errors';
import { formatGsUrl } from '../gs-url';
import type { TakenObject } from './action';

/** Objects of one action that are handled at the same time. */
const CONCURRENCY = 8;

/**
 * Handles each object, some at a time; every one is tried before failures are reported together.
 * @throws DispatchError the failure where there is one, PARTLY_FAILED where there are several; what may pass first of all
 */
export async function eachObject<T>(objects: readonly TakenObject[], handle: (object: TakenObject) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const failures: { object: TakenObject; error: DispatchError }[] = [];
  const queue = objects.entries();
  const worker = async (): Promise<void> => {
    for (const [index, object] of queue) {
      try {
        results[index] = await handle(object);
      } catch (thrown) {
        failures.push({ object, error: toDispatchError(thrown) });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENCY, objects.length) }, worker));
  const failed = failures.find(({ error }) => error.transient) ?? failures[0];
  if (!failed) return results;
  if (failures.length === 1 || failed.error.transient) throw failed.error;
  const list = failures.map(({ object, error }) => `${formatGsUrl(object.url)}: ${error.code} ${error.message}`);
  throw new DispatchError('PARTLY_FAILED', `${failures.length} of ${objects.length} objects failed: ${list.join('; ')}`);
}

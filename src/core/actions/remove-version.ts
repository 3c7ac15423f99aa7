import { hasCode } from '../errors';
import type { ObjectStore } from '../ports/object-store';
import type { ObjectVersion } from './action';

/** Removes one generation of an object; `false` where another was uploaded in the meantime, which is left alone (R16). */
export async function removeVersion(objects: ObjectStore, { url, generation }: ObjectVersion): Promise<boolean> {
  try {
    await objects.remove(url, { ifGeneration: generation });
    return true;
  } catch (error) {
    if (hasCode(error, 'PRECONDITION_FAILED')) return false;
    throw error;
  }
}

import type { Clock } from '../../src/core/ports/clock';
import { toObjectWire } from '../storage/http/object-wire';
import type { StorageState } from '../storage/storage-state';
import type { PushTargets } from './push-targets';

/** Tells push targets of changes in buckets that have notification configurations. */
export function tellOfObjects(storage: StorageState, { pushes, clock }: { pushes: PushTargets; clock: Clock }): void {
  storage.onObjectChange(({ eventType: type, object, overwroteGeneration, overwrittenByGeneration }) => {
    const { bucket, name } = object.url;
    const configs = storage.notificationConfigs(bucket);
    if (configs.length === 0) return;
    const { generation } = object;
    pushes.objectChanged({ type, bucket, name, generation, time: clock.now(), resource: toObjectWire(object), overwroteGeneration, overwrittenByGeneration }, configs);
  });
}

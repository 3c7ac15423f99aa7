import { DispatchError } from '../../src/core/errors';
import { field, type StorageBucket } from './storage-bucket';
import type { StorageObject } from './storage-object';

/** An object is held or retained: it may be neither removed nor replaced. */
export class ObjectRetainedError extends DispatchError {
  constructor(message: string) {
    super('INVALID_REQUEST', message);
  }
}

/** @throws ObjectRetainedError where a hold or a retention keeps the object from being removed or replaced */
export function checkRemovable(object: StorageObject, bucket: StorageBucket, now: Date): void {
  const name = `Object '${object.url.bucket}/${object.url.name}'`;
  const until = (what: string): ObjectRetainedError =>
    new ObjectRetainedError(`${name} is under active ${what} and cannot be deleted, overwritten or archived until hold is removed.`);
  if (object.temporaryHold) throw until('Temporary hold');
  if (object.eventBasedHold) throw until('Event-Based hold');
  const end = retentionEnd(object, bucket);
  if (end && end > now) {
    throw new ObjectRetainedError(
      `${name} is subject to bucket's retention policy or object retention and cannot be deleted or overwritten until ${end.toISOString()}`,
    );
  }
}

/** When the bucket's policy or the object's own retention lets go of it; `undefined` where neither is set. */
export function retentionEnd(object: StorageObject, bucket: StorageBucket): Date | undefined {
  const periodSeconds = Number(field(bucket.settings.retentionPolicy, 'retentionPeriod') ?? 0);
  const byPolicy = periodSeconds > 0 ? object.timeCreated.getTime() + periodSeconds * 1000 : 0;
  const byObject = object.retention ? Date.parse(object.retention.retainUntilTime) : 0;
  const end = Math.max(byPolicy, byObject);
  return end > 0 ? new Date(end) : undefined;
}

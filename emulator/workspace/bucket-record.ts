import { z } from 'zod';
import type { BucketOptions } from '../storage/buckets';
import type { BucketSettings, Json, NotificationConfig, StorageBucket } from '../storage/storage-bucket';

/** What an index tells of its bucket. */
export interface RecordedBucket {
  readonly project?: string;
  readonly metageneration?: string;
  readonly timeCreated?: string;
  readonly updated?: string;
  readonly settings?: BucketSettings;
  readonly iamPolicy?: Json;
  readonly notificationConfigs?: readonly NotificationConfig[];
}

const text = () => z.string({ error: 'a text' });
const time = () => text().refine((value) => !Number.isNaN(Date.parse(value)), { error: 'a time' });

/** A bucket in an index; its settings are as the JSON API has them. */
export const bucketTerm = z.object({
  project: text().optional(),
  metageneration: text().regex(/^[1-9]\d{0,17}$/, { error: 'a whole number above 0 as a text' }).optional(),
  timeCreated: time().optional(),
  updated: time().optional(),
  settings: z.custom<BucketSettings>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), { error: 'an object' }).optional(),
  iamPolicy: z.custom<Json>((value) => typeof value === 'object' && value !== null, { error: 'an object' }).optional(),
  notificationConfigs: z.array(z.custom<NotificationConfig>(isNotificationConfig, { error: 'a notification configuration with "id" and "topic"' }), { error: 'a list' }).optional(),
}, { error: 'an object with the fields of a bucket' });

/** What is to be recorded of a bucket. */
export function bucketRecordOf(bucket: StorageBucket, notificationConfigs: readonly NotificationConfig[]): RecordedBucket {
  const { project, metageneration, timeCreated, updated, settings, iamPolicy } = bucket;
  return {
    ...(project !== undefined && { project }),
    metageneration,
    timeCreated: timeCreated.toISOString(),
    updated: updated.toISOString(),
    ...(Object.keys(settings).length > 0 && { settings }),
    ...(iamPolicy !== undefined && { iamPolicy }),
    ...(notificationConfigs.length > 0 && { notificationConfigs }),
  };
}

/** What a recorded bucket is made with. */
export function optionsOf(recorded: RecordedBucket): BucketOptions {
  const { timeCreated, updated, ...others } = recorded;
  return { ...others, ...(timeCreated !== undefined && { timeCreated: new Date(timeCreated) }), ...(updated !== undefined && { updated: new Date(updated) }) };
}

function isNotificationConfig(value: unknown): boolean {
  const { id, topic, event_types, custom_attributes, object_name_prefix } = (value ?? {}) as Record<string, unknown>;
  return [id, topic, object_name_prefix].every((item) => typeof item === 'string') && Array.isArray(event_types) && typeof custom_attributes === 'object';
}

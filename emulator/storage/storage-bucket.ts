/** A value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a client may say of a bucket, as the JSON API names it: labels, versioning, lifecycle, cors and so on. */
export type BucketSettings = Readonly<Record<string, Json>>;

/** What is known of a bucket. Never changed: each change makes a new one. */
export interface StorageBucket {
  readonly name: string;
  /** The project that it was made in; missing where nobody said so, and then it belongs to every project. */
  readonly project?: string;
  readonly metageneration: string;
  readonly timeCreated: Date;
  readonly updated: Date;
  readonly settings: BucketSettings;
  /** The IAM policy, where one was set. */
  readonly iamPolicy?: Json;
}

/** Tells a Pub/Sub topic of changes in a bucket. */
export interface NotificationConfig {
  readonly id: string;
  /** As the client gave it: `//pubsub.googleapis.com/projects/P/topics/T`. */
  readonly topic: string;
  readonly payload_format: string;
  /** Empty: all. */
  readonly event_types: readonly string[];
  readonly custom_attributes: Readonly<Record<string, string>>;
  /** Empty: all objects. */
  readonly object_name_prefix: string;
}

/** Whether a bucket keeps the generations that new ones replace. */
export function isVersioned(bucket: StorageBucket): boolean {
  return field(bucket.settings.versioning, 'enabled') === true;
}

/** A member of a JSON object, or `undefined`. */
export function field(value: Json | undefined, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string, Json>>)[key];
}

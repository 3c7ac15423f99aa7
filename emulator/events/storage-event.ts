import type { CloudEvent } from './cloud-event';
import { subscriptionOf, type PubSubMessage } from './pubsub-push';

/** https://cloud.google.com/storage/docs/pubsub-notifications#events */
export type ObjectEventType = 'OBJECT_FINALIZE' | 'OBJECT_DELETE' | 'OBJECT_ARCHIVE' | 'OBJECT_METADATA_UPDATE';

/** A change of an object, as those who wait for it are told. */
export interface ObjectEvent {
  readonly type: ObjectEventType;
  readonly bucket: string;
  readonly name: string;
  readonly generation: string;
  readonly time: Date;
  /** The object as `objects.get` answers it. */
  readonly resource: Readonly<Record<string, unknown>>;
  /** The generation that this one replaced. */
  readonly overwroteGeneration?: string;
  /** The generation that replaced this one. */
  readonly overwrittenByGeneration?: string;
}

/** A bucket's wish to have changes told: https://cloud.google.com/storage/docs/json_api/v1/notifications */
export interface NotificationConfig {
  readonly id: string;
  /** `//pubsub.googleapis.com/projects/P/topics/T` */
  readonly topic: string;
  /** All types where it is missing or empty. */
  readonly event_types?: readonly string[];
  readonly custom_attributes?: Readonly<Record<string, string>>;
  readonly object_name_prefix?: string;
  /** JSON_API_V1 or NONE. */
  readonly payload_format: string;
}

const EVENTARC_TYPES: Readonly<Record<ObjectEventType, string>> = {
  OBJECT_FINALIZE: 'finalized',
  OBJECT_DELETE: 'deleted',
  OBJECT_ARCHIVE: 'archived',
  OBJECT_METADATA_UPDATE: 'metadataUpdated',
};

/** Whether a change is among those that a configuration asks for. */
export function matchNotification({ event_types: types, object_name_prefix: prefix }: NotificationConfig, { type, name }: ObjectEvent): boolean {
  return (!types || types.length === 0 || types.includes(type)) && (!prefix || name.startsWith(prefix));
}

/** The message that Cloud Storage publishes of a change. */
export function objectMessage(event: ObjectEvent, config: NotificationConfig, messageId: string): PubSubMessage {
  const { type, bucket, name, generation, time, resource, overwroteGeneration, overwrittenByGeneration } = event;
  return {
    data: config.payload_format === 'NONE' ? new Uint8Array() : Buffer.from(JSON.stringify(resource)),
    attributes: {
      ...config.custom_attributes,
      notificationConfig: `projects/_/buckets/${bucket}/notificationConfigs/${config.id}`,
      eventType: type,
      payloadFormat: config.payload_format,
      bucketId: bucket,
      objectId: name,
      objectGeneration: generation,
      eventTime: time.toISOString(),
      ...(overwroteGeneration !== undefined && { overwroteGeneration }),
      ...(overwrittenByGeneration !== undefined && { overwrittenByGeneration }),
    },
    messageId,
    publishTime: time,
    subscription: subscriptionOf(/projects\/([^/]+)\/topics\//.exec(config.topic)?.[1] ?? '_'),
  };
}

/** The event that Eventarc makes of a change. */
export function objectCloudEvent({ type, bucket, name, time, resource }: ObjectEvent, id: string): CloudEvent {
  return {
    attributes: {
      id,
      source: `//storage.googleapis.com/projects/_/buckets/${bucket}`,
      specversion: '1.0',
      type: `google.cloud.storage.object.v1.${EVENTARC_TYPES[type]}`,
      subject: `objects/${name}`,
      time: time.toISOString(),
      datacontenttype: 'application/json',
      bucket,
    },
    data: resource,
  };
}

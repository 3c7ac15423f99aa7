import type { AuditLogEntry } from './audit-log-entry';
import type { EventRequest } from './cloud-event';

/** A message of Pub/Sub, its data as bytes. */
export interface PubSubMessage {
  readonly data: Uint8Array;
  readonly attributes: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly publishTime: Date;
  /** `projects/P/subscriptions/S` */
  readonly subscription: string;
}

/** The message that a log sink publishes of an entry. */
export function auditLogMessage(entry: AuditLogEntry, messageId: string): PubSubMessage {
  return {
    data: Buffer.from(JSON.stringify(entry)),
    attributes: { 'logging.googleapis.com/timestamp': entry.timestamp },
    messageId,
    publishTime: new Date(entry.receiveTimestamp),
    subscription: subscriptionOf(entry.logName.split('/')[1] ?? ''),
  };
}

export function subscriptionOf(projectId: string): string {
  return `projects/${projectId}/subscriptions/bq-dispatch`;
}

/** A message as a push subscription sends it: both spellings of its names, as Pub/Sub has them. */
export function toPushRequest({ data, attributes, messageId, publishTime, subscription }: PubSubMessage): EventRequest {
  const time = publishTime.toISOString();
  const message = { attributes, data: Buffer.from(data).toString('base64'), messageId, message_id: messageId, publishTime: time, publish_time: time };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ message, subscription }) };
}

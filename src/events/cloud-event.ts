import { DispatchError } from '../core/errors';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { isObject, textIn, type Json } from './event-terms';
import { decodeLogEntry } from './log-entry';
import { decodePubSubPush } from './pubsub-push';
import { isJobName, parseJobName } from './resource-name';

const AUDIT_LOG = 'google.cloud.audit.log.v1.written';
const PUBSUB = 'google.cloud.pubsub.topic.v1.messagePublished';

/** A CloudEvent in structured mode: attributes and `data` in one object (https://github.com/cloudevents/spec). */
export function isCloudEvent(message: Json): boolean {
  return typeof message['specversion'] === 'string' && typeof message['type'] === 'string';
}

/**
 * What Eventarc sends of an audit log or a topic. Its `source` is not looked at; without data its `subject` names the job.
 * @throws DispatchError EVENT_INVALID
 */
export function decodeCloudEvent(event: Json): JobEvent | IgnoredEvent {
  const eventId = textIn(event, 'id') ?? 'CloudEvent';
  const type = textIn(event, 'type');
  const data = dataOf(event);
  if (type === PUBSUB) return isObject(data) ? { ...decodePubSubPush(data), eventId } : { eventId, ignored: 'a message without data' };
  if (type !== AUDIT_LOG) return { eventId, ignored: `a CloudEvent of type ${type}, not ${AUDIT_LOG}` };
  if (isObject(data)) return { ...decodeLogEntry(data), eventId };
  const subject = textIn(event, 'subject');
  if (isJobName(subject)) return { eventId, ...parseJobName(subject) };
  throw new DispatchError('EVENT_INVALID', 'a CloudEvent without data, whose subject names no job');
}

/** Data may be JSON, JSON as a text, or JSON in base64. */
function dataOf(event: Json): unknown {
  const { data, data_base64: encoded } = event;
  const text = typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : data;
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new DispatchError('EVENT_INVALID', `the data of a CloudEvent is no JSON: ${(cause as Error).message}`, { cause });
  }
}

import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { decodeUnwrapped } from './decode-unwrapped';
import { isObject, objectIn, textIn, type Json } from './event-terms';
import { withoutNulls } from './without-nulls';

/** A body as a push subscription sends it: `{ message: { data, attributes, messageId }, subscription }`. */
export function isPubSubPush(message: Json): boolean {
  return isObject(message['message']) && ('subscription' in message || 'data' in message['message'] || 'messageId' in message['message']);
}

/**
 * What the message of a push body holds: a log entry, a Job resource, a reference. A message of something else is
 * ignored, since a topic may carry more than jobs.
 * @throws DispatchError EVENT_INVALID for a job that is faulty
 */
export function decodePubSubPush(body: Json): JobEvent | IgnoredEvent {
  const message = objectIn(body, 'message');
  const eventId = textIn(message, 'messageId') ?? textIn(message, 'message_id') ?? 'message';
  const held = withoutNulls(jsonOf(textIn(message, 'data') ?? ''));
  const decoded = isObject(held) ? decodeUnwrapped(held) : undefined;
  return decoded ? { ...decoded, eventId } : { eventId, ignored: 'a message that holds no job event' };
}

function jsonOf(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

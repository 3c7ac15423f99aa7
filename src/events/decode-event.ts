import { DispatchError } from '../core/errors';
import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { quote } from '../core/rules/fault';
import { decodeCloudEvent, isCloudEvent } from './cloud-event';
import { decodeUnwrapped } from './decode-unwrapped';
import { isObject, type Json } from './event-terms';
import { decodePubSubPush, isPubSubPush } from './pubsub-push';
import { withoutNulls } from './without-nulls';

/**
 * Reads a job event by its shape (semantics, section 6): a CloudEvent in structured mode, a Pub/Sub push body, a log entry,
 * a Job resource, `{ EventID, ProjectID, JobID }`, or the event of a first-generation function. A field that is `null`
 * counts as absent.
 * @returns with `ignored` what is no end of a job
 * @throws DispatchError EVENT_INVALID
 */
export function decodeEvent(received: unknown): JobEvent | IgnoredEvent {
  return decodeMessage(withoutNulls(received));
}

/** The same of a message that has no `null`. @throws DispatchError EVENT_INVALID */
export function decodeMessage(message: unknown): JobEvent | IgnoredEvent {
  const decoded = isObject(message) ? decodeObject(message) : undefined;
  if (decoded) return decoded;
  const keys = isObject(message) ? `an object with ${Object.keys(message).slice(0, 8).map(quote).join(', ') || 'no fields'}` : quote(message);
  throw new DispatchError('EVENT_INVALID', `found ${keys}, expected a job event`);
}

function decodeObject(message: Json): JobEvent | IgnoredEvent | undefined {
  if (isCloudEvent(message)) return decodeCloudEvent(message);
  if (isPubSubPush(message)) return decodePubSubPush(message);
  return decodeUnwrapped(message);
}

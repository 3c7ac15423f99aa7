import type { IgnoredEvent, JobEvent } from '../core/job-event';
import type { Json } from './event-terms';
import { decodeFunctionEvent, isFunctionEvent } from './function-event';
import { decodeJobReference } from './job-reference-event';
import { readJobResource } from './job-resource-event';
import { decodeLogEntry, isLogEntry } from './log-entry';

/**
 * A message that may stand on its own or in another one.
 * @returns `undefined` for one that is none of them
 * @param message without `null`
 * @throws DispatchError EVENT_INVALID for one that is faulty
 */
export function decodeUnwrapped(message: Json): JobEvent | IgnoredEvent | undefined {
  if ('jobReference' in message) return readJobResource(message);
  if (isLogEntry(message)) return decodeLogEntry(message);
  if ('JobID' in message) return decodeJobReference(message);
  if (isFunctionEvent(message)) return decodeFunctionEvent(message);
  return undefined;
}

import type { IgnoredEvent, JobEvent } from '../core/job-event';
import { decodeEvent } from './decode-event';

/** Headers in lower case, as Node has them. */
export type EventHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * An event that came over HTTP: a CloudEvent in binary mode (attributes as `ce-` headers, its data the body), or a body
 * that says itself what it is.
 * @param body parsed
 * @throws DispatchError EVENT_INVALID
 */
export function decodeHttpEvent(headers: EventHeaders, body: unknown): JobEvent | IgnoredEvent {
  if (headers['ce-specversion'] === undefined) return decodeEvent(body);
  const attributes = Object.entries(headers).flatMap(([name, value]) => (name.startsWith('ce-') ? [[name.slice(3), decodeHeader(String(value))]] : []));
  return decodeEvent({ ...Object.fromEntries(attributes), data: body });
}

/** The HTTP binding percent-encodes what a header cannot hold. */
function decodeHeader(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

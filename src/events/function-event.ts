import type { JobEvent } from '../core/job-event';
import { objectIn, textIn, type Json } from './event-terms';
import { isJobName, parseJobName } from './resource-name';

/**
 * The event of a first-generation function: `{ context: { eventId, resource }, data? }`, or the context alone, whose `resource`
 * is `projects/P/jobs/J` or has that as its `name`.
 */
export function isFunctionEvent(message: Json): boolean {
  return resourceOf(message) !== undefined;
}

/** @throws DispatchError EVENT_INVALID */
export function decodeFunctionEvent(message: Json): JobEvent {
  const name = resourceOf(message) ?? '';
  const context = contextOf(message);
  return { eventId: textIn(context, 'eventId') ?? textIn(context, 'EventID') ?? name, ...parseJobName(name) };
}

function contextOf(message: Json): Json {
  return 'context' in message ? objectIn(message, 'context') : message;
}

function resourceOf(message: Json): string | undefined {
  const { resource } = contextOf(message);
  const name = typeof resource === 'object' ? objectIn(contextOf(message), 'resource')['name'] : resource;
  return isJobName(name) ? name : undefined;
}

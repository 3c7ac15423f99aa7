import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { Publisher } from '../../core/ports/publisher';
import { timeLimitMs } from '../time-limit';
import { createGoogleRequest } from './google-request';

/** In a path they would lead to something else. */
const ODD_NAMES: ReadonlySet<string> = new Set(['', '.', '..']);

/**
 * Pub/Sub by its REST API (https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish): one call is all that
 * there is to do, and the client of Pub/Sub brings gRPC with it.
 * @param emulatorUrl where an emulator of Pub/Sub is asked instead, without credentials
 */
export function createPublisher({ clock, emulatorUrl }: { clock: Clock; emulatorUrl?: string }): Publisher {
  const request = createGoogleRequest({ withoutCredentials: emulatorUrl !== undefined });
  return {
    async publish({ projectId, topic, data, attributes, deadline }) {
      const doing = `publish to ${topic} of ${projectId}`;
      if ([projectId, topic].some((name) => ODD_NAMES.has(name))) throw new DispatchError('NOT_FOUND', `${doing}: there is no such name`);
      const url = `${emulatorUrl ?? 'https://pubsub.googleapis.com'}/v1/projects/${encodeURIComponent(projectId)}/topics/${encodeURIComponent(topic)}:publish`;
      const json = { messages: [{ data: Buffer.from(data).toString('base64'), attributes }] };
      const { messageIds } = await request<{ messageIds?: readonly string[] }>({ method: 'POST', url, json, doing, timeoutMs: timeLimitMs(deadline, clock) });
      const [messageId] = messageIds ?? [];
      if (messageId === undefined) throw new DispatchError('UNAVAILABLE', `${doing}: the answer has no ID of a message`);
      return messageId;
    },
  };
}

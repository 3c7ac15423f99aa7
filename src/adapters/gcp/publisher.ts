import { DispatchError } from '../../core/errors';
import type { Clock } from '../../core/ports/clock';
import type { Publisher } from '../../core/ports/publisher';
import { timeLimitMs } from '../../core/time-limit';
import { encodePart } from './call';
import { createGoogleRequest } from './google-request';

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
      const [project, name] = [encodePart(projectId, doing), encodePart(topic, doing)];
      const url = `${emulatorUrl ?? 'https://pubsub.googleapis.com'}/v1/projects/${project}/topics/${name}:publish`;
      const json = { messages: [{ data: Buffer.from(data).toString('base64'), attributes }] };
      const { messageIds } = await request<{ messageIds?: readonly string[] }>({ method: 'POST', url, json, doing, timeoutMs: timeLimitMs(deadline, clock) });
      const [messageId] = messageIds ?? [];
      if (messageId === undefined) throw new DispatchError('UNAVAILABLE', `${doing}: the answer has no ID of a message`);
      return messageId;
    },
  };
}

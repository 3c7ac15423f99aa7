import type { Clock } from '../../core/ports/clock';
import type { Publisher } from '../../core/ports/publisher';
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
      const url = `${emulatorUrl ?? 'https://pubsub.googleapis.com'}/v1/projects/${encodeURIComponent(projectId)}/topics/${encodeURIComponent(topic)}:publish`;
      const json = { messages: [{ data: Buffer.from(data).toString('base64'), attributes }] };
      const timeoutMs = Math.max(1, deadline.getTime() - clock.now().getTime());
      const { messageIds } = await request<{ messageIds: readonly [string] }>({ method: 'POST', url, json, doing: `publish to ${topic} of ${projectId}`, timeoutMs });
      return messageIds[0];
    },
  };
}

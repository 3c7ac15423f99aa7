import type { Outgoing } from '../../src/core/ports/outgoing';
import type { SlackFile, SlackMessage } from '../../src/core/ports/slack';
import { withoutSecrets } from '../../src/core/secret-headers';
import { checkSendable } from '../../src/core/sendable-request';
import type { Outbox, OutboxMessage } from './outbox';

/** Notes in the outbox what goes out, and hands it on. Tokens and secret headers are left out. */
export function recordOutgoing(outbox: Outbox, { http, slack, publisher, secrets }: Outgoing): Outgoing {
  return {
    http: {
      async call(request) {
        const { method, headers, body, identity } = request;
        const url = checkSendable(request).href;
        const key = Object.entries(headers).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1] ?? '';
        outbox.note({ kind: 'call', idempotencyKey: key, method, url, headers: withoutSecrets(headers), ...(body && { body: textOf(body) }), ...(identity && { identity }) });
        return http.call(request);
      },
    },
    slack: {
      post(message) {
        outbox.note({ ...noteOf(message), ...(message.from !== undefined && { from: message.from }) });
        return slack.post(message);
      },
      upload(file) {
        outbox.note({ ...noteOf(file), filename: file.filename, content: textOf(file.content) });
        return slack.upload(file);
      },
    },
    publisher: {
      publish(message) {
        const { projectId, topic, data, attributes } = message;
        outbox.note({ kind: 'push', idempotencyKey: attributes['idempotencyKey'] ?? '', projectId, topic, data: textOf(data), attributes });
        return publisher.publish(message);
      },
    },
    secrets,
  };
}

function noteOf({ channel, title, message, token, idempotencyKey }: SlackMessage | SlackFile): Extract<OutboxMessage, { kind: 'notify' }> {
  return { kind: 'notify', idempotencyKey, channel, title, ...(message !== undefined && { message }), hasToken: token !== undefined };
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

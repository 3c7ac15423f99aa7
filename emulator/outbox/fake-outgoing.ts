import { DispatchError } from '../../src/core/errors';
import type { Outgoing } from '../../src/core/ports/outgoing';
import type { OutgoingMessage } from '../../src/core/ports/publisher';
import { SECRET_NAME } from '../../src/core/secret-name';
import type { FakeAnswers } from './fake-answer';

/** Statuses of answers that have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 304]);

/** As much as Pub/Sub takes in one message. */
const MAX_MESSAGE_BYTES = 10_000_000;

/**
 * A world in which everything arrives: calls are answered as the workspace says, else with 200 and `{}`; messages that
 * Slack and Pub/Sub would take are taken; every secret is a text that says so.
 */
export function createFakeOutgoing(answers: () => FakeAnswers): Outgoing {
  let messages = 0;
  return {
    http: {
      call({ method, url }) {
        const { Status = 200, Headers = {}, Body = BODILESS.has(Status) ? '' : {} } = answers().take(method, url) ?? {};
        const isText = typeof Body === 'string';
        const headers = { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json', ...inLowerCase(Headers) };
        return Promise.resolve({ status: Status, headers, body: new TextEncoder().encode(isText ? Body : JSON.stringify(Body)) });
      },
    },
    slack: {
      post: ({ channel }) => Promise.resolve(channel),
      upload: () => Promise.resolve(),
    },
    publisher: {
      publish: (message) => {
        const fault = unpublishable(message);
        return fault ? Promise.reject(new DispatchError('INVALID_REQUEST', fault)) : Promise.resolve(String(++messages));
      },
    },
    secrets: {
      read: (name) =>
        SECRET_NAME.test(name) ? Promise.resolve(`emulated ${name}`) : Promise.reject(new DispatchError('NOT_FOUND', `${JSON.stringify(name)} is no name of a secret`, { hint: 'Write projects/<project>/secrets/<secret>[/versions/<version>].' })),
    },
  };
}

/** https://cloud.google.com/pubsub/quotas#resource_limits */
function unpublishable({ data, attributes }: OutgoingMessage): string | undefined {
  if (data.length === 0 && Object.keys(attributes).length === 0) return 'a message needs data or attributes';
  return data.length > MAX_MESSAGE_BYTES ? `the message has ${data.length} bytes, more than the ${MAX_MESSAGE_BYTES} that Pub/Sub takes` : undefined;
}

function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

import type { Outgoing } from '../../src/core/ports/outgoing';
import type { FakeAnswers } from './fake-answer';

/**
 * A world in which everything arrives: calls are answered as the workspace says, else with 200 and `{}`; messages are
 * taken; every secret is a text that says so.
 */
export function createFakeOutgoing(answers: () => FakeAnswers): Outgoing {
  let messages = 0;
  return {
    http: {
      call({ method, url }) {
        const { Status = 200, Headers = {}, Body = {} } = answers().take(method, url) ?? {};
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
      publish: () => Promise.resolve(String(++messages)),
    },
    secrets: {
      read: (name) => Promise.resolve(`emulated ${name}`),
    },
  };
}

function inLowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { openGoogleClients, type GoogleClients } from './open-clients';

/** One answer: an object goes as JSON, a text as HTML, and `reset` breaks the connection off. */
export type Reply = { readonly status?: number; readonly body: object | string } | 'reset';

/** Google's clients, and in the place of Google a server that answers as it is told, for tests. */
export interface RepliesTestBed {
  readonly clients: GoogleClients;
  /** What was asked since the last `answer`, as `METHOD /path?query` and the body. */
  readonly requests: readonly { readonly line: string; readonly body: string }[];
  /** Gives these in turn from now on; what is asked beyond them is answered 418. */
  answer(...replies: Reply[]): void;
  close(): Promise<void>;
}

export async function startReplies(): Promise<RepliesTestBed> {
  let waiting: Reply[] = [];
  const requests: { line: string; body: string }[] = [];
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({ line: `${request.method} ${request.url}`, body: Buffer.concat(chunks).toString() });
      const reply = waiting.shift() ?? { status: 418, body: 'not foreseen' };
      if (reply === 'reset') return void request.socket.resetAndDestroy();
      const isText = typeof reply.body === 'string';
      response.writeHead(reply.status ?? 200, { 'content-type': isText ? 'text/html; charset=UTF-8' : 'application/json; charset=UTF-8' });
      response.end(isText ? reply.body : JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    clients: await openGoogleClients({ projectId: 'p', emulators: { bigquery: url, storage: url } }),
    requests,
    answer(...replies) {
      waiting = replies;
      requests.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The error body of both services. */
export function errorReply(status: number, reason: string, message: string): Reply {
  return { status, body: { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } } };
}

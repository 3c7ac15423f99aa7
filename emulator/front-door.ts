import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { DispatchError } from '../src/core/errors';
import { googleErrorBody } from './http/google-error';
import { badRequest } from './http/http-fault';

/** A client that stops in the middle of its request is let go. */
const REQUEST_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_MS = 65_000;

export interface Place {
  readonly host: string;
  readonly port: number;
}

/** The port that clients come to, whatever application stands behind it. Until there is one, their requests wait. */
export interface FrontDoor {
  /** @returns where it listens @throws DispatchError PORT_TAKEN, or USAGE where nothing can listen there */
  listen(place: Place): Promise<Place>;
  /** Leads to another application from now on; what the one before has not answered is cut off, but for `/_emulator`. */
  leadTo(app: FastifyInstance): Promise<void>;
  /** Cuts off every connection. */
  close(): Promise<void>;
}

export function createFrontDoor(): FrontDoor {
  let current: FastifyInstance | undefined;
  const early: (() => void)[] = [];
  const unanswered = new Set<ServerResponse>();
  const server = http.createServer({ requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS }, (request: IncomingMessage, response: ServerResponse) => {
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
    const answer = (): void => current?.routing(request, response);
    if (current) answer();
    else early.push(answer);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const body = JSON.stringify(googleErrorBody(badRequest(`the request cannot be read: ${error.message}`, 'badRequest')));
    const head = `HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n`;
    return void socket.end(head + body);
  });

  return {
    listen: ({ host, port }) =>
      new Promise((resolve, reject) => {
        server.once('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, { host, port })));
        server.listen({ host, port }, () => resolve({ host, port: (server.address() as AddressInfo).port }));
      }),

    async leadTo(app) {
      await app.ready();
      const before = current;
      current = app;
      for (const answer of early.splice(0)) answer();
      if (!before) return;
      for (const response of unanswered) if (!response.req.url?.startsWith('/_emulator')) response.destroy();
    },

    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: Place): DispatchError {
  const code = error.code ?? error.message;
  if (code === 'EADDRINUSE') return new DispatchError('PORT_TAKEN', `port ${port} of ${host} is taken by another program`, { cause: error });
  return new DispatchError('USAGE', `nothing can listen on ${host}, port ${port}: ${code}`, { cause: error, hint: 'Choose another --host or --port.' });
}

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer } from './http-message';
import type { Service } from './service';

/** A service that listens. */
export interface HttpServer {
  readonly port: number;
  /** Takes no more requests; resolves when all that came before are answered. */
  close(): Promise<void>;
}

/** Rejects with the system's error where the port cannot be had; 0 takes a free one. */
export async function listen(service: Service, { host, port }: { host: string; port: number }): Promise<HttpServer> {
  let isClosing = false;
  const server = createServer((request, response) => {
    const { method = '', url = '/', headers } = request;
    const path = url.split('?', 1)[0] as string;
    void service.answer({ method, path, headers, readBody: (maxBytes) => readBody(request, maxBytes) }).then(({ status, body, headers: more }: HttpAnswer) => {
      const bytes = body && Buffer.from(JSON.stringify(body));
      // Of a body that was not read the connection knows no end.
      const close = request.complete && !isClosing ? {} : { connection: 'close' };
      response.writeHead(status, { ...more, ...close, ...(bytes && { 'content-type': 'application/json; charset=utf-8' }), 'content-length': bytes?.length ?? 0 }).end(bytes);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        isClosing = true;
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

/** A caller that stops in the middle leaves a body that is no JSON. */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return new Uint8Array();
  }
  return Buffer.concat(chunks);
}

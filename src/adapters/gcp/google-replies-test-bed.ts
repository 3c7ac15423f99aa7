import net, { type AddressInfo } from 'node:net';
import { HttpResponse } from 'msw';
import type { ErrorCode } from '../../core/errors';

/** Google's error body, https://cloud.google.com/apis/design/errors. */
export function refusal(code: number, status: string, message: string): HttpResponse<object> {
  return HttpResponse.json({ error: { code, message, status } }, { status: code, ...(code === 429 && { headers: { 'Retry-After': '30' } }) });
}

/** What Pub/Sub and Secret Manager say, and what it is here. */
export const REFUSALS: readonly [status: number, word: string, message: string, code: ErrorCode][] = [
  [400, 'INVALID_ARGUMENT', 'You have passed an invalid argument to the service (argument=topic).', 'INVALID_REQUEST'],
  [400, 'FAILED_PRECONDITION', 'Secret Version [projects/1/secrets/s/versions/2] is in DISABLED state.', 'INVALID_REQUEST'],
  [401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.', 'PERMISSION_DENIED'],
  [403, 'PERMISSION_DENIED', "Permission 'secretmanager.versions.access' denied for resource 'projects/p/secrets/s/versions/latest' (or it may not exist).", 'PERMISSION_DENIED'],
  [404, 'NOT_FOUND', 'Resource not found (resource=loaded).', 'NOT_FOUND'],
  [408, 'DEADLINE_EXCEEDED', 'The request timed out.', 'UNAVAILABLE'],
  [409, 'ABORTED', 'The operation was aborted due to a conflict.', 'UNAVAILABLE'],
  [413, 'INVALID_ARGUMENT', 'Request payload size exceeds the limit: 10485760 bytes.', 'INVALID_REQUEST'],
  [429, 'RESOURCE_EXHAUSTED', "Quota exceeded for quota metric 'Regional publisher throughput, kB'", 'UNAVAILABLE'],
  [500, 'INTERNAL', 'Internal error encountered.', 'UNAVAILABLE'],
  [503, 'UNAVAILABLE', 'The service was unable to fulfill your request. Please try again.', 'UNAVAILABLE'],
  [504, 'DEADLINE_EXCEEDED', 'Deadline exceeded.', 'UNAVAILABLE'],
];

/** Answers that Google did not mean, or that did not arrive whole. */
export const UNREADABLE: readonly [title: string, answer: () => Response, code: ErrorCode][] = [
  ['half an answer', () => new HttpResponse(half(), { headers: { 'Content-Type': 'application/json', 'Content-Length': '100' } }), 'UNAVAILABLE'],
  ['a page in place of JSON', () => HttpResponse.html('<html><title>Welcome to the hotel</title></html>'), 'UNAVAILABLE'],
  ['JSON of something else', () => HttpResponse.json({}), 'UNAVAILABLE'],
  ['a list', () => HttpResponse.json([]), 'UNAVAILABLE'],
  ['null', () => HttpResponse.json(null), 'UNAVAILABLE'],
  ['nothing', () => new HttpResponse(null, { status: 204 }), 'UNAVAILABLE'],
  ['a page of the load balancer', () => HttpResponse.html('<html><title>Error 502 (Server Error)!!1</title></html>', { status: 502 }), 'UNAVAILABLE'],
  ['a page about the size', () => HttpResponse.html('<html><title>Error 413 (Request Entity Too Large)!!1</title></html>', { status: 413 }), 'INVALID_REQUEST'],
  ['a redirect', () => new HttpResponse(null, { status: 307, headers: { Location: 'http://169.254.169.254/' } }), 'UNAVAILABLE'],
];

function half(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(Buffer.from('{"messageIds":["1"],'));
      controller.error(new TypeError('terminated'));
    },
  });
}

/** A server that breaks every connection off as soon as something is asked; what msw does there is another error than Node's. */
export async function startResetting(): Promise<{ readonly url: string; readonly connections: () => number; readonly close: () => void }> {
  let connections = 0;
  const server = net.createServer((socket) => {
    connections++;
    socket.on('error', () => undefined).once('data', () => socket.resetAndDestroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connections: () => connections, close: () => void server.close() };
}

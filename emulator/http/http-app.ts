import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { badRequest, unsupported } from './http-fault';
import { googleErrorBody, toHttpFault } from './google-error';
import type { UnsupportedLog } from './unsupported-log';

/** The largest body that is taken into memory; uploads beyond it are sent in chunks. */
const MAX_BODY_BYTES = 256 * 2 ** 20;
/** What BigQuery takes as one JSON request. */
const MAX_JSON_BYTES = 10 * 2 ** 20;

/**
 * A Fastify application that speaks as Google's JSON APIs do: bodies of type JSON arrive parsed (null where there is
 * none), all others as bytes; whatever is thrown becomes Google's error body; what no route knows is 501.
 */
export function createHttpApp(log: UnsupportedLog): FastifyInstance {
  const app = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 8192 },
    // A client that stops in the middle of its request is let go.
    requestTimeout: 120_000,
    // A path that is no UTF-8 is refused before any handler of ours is asked.
    frameworkErrors: (thrown, _request, reply) => void (reply as unknown as FastifyReply).code(400).send(googleErrorBody(toHttpFault(thrown))),
    // No route has a schema; Fastify's own compilers would take a tenth of a second to load.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body: Buffer, done) => done(null, body));
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: { headers: Record<string, unknown>; url: string }, body: Buffer) => {
    // An upload's content may well be of this type, and is no request of ours then.
    if (request.url.startsWith('/upload/') && !request.url.includes('uploadType=resumable')) return body;
    return parseJsonBody(body, request.headers['content-encoding']);
  });
  app.setErrorHandler((thrown, _request, reply) => {
    const fault = toHttpFault(thrown);
    if (fault.status === 501) log.note(fault.message);
    return reply.code(fault.status).send(googleErrorBody(fault));
  });
  app.setNotFoundHandler((request) => {
    throw unsupported(`${request.method} ${request.url.split('?', 1)[0]}`);
  });
  return app;
}

/** Bodies are checked by the rooms that take them. */
function noSchemas(): never {
  throw new Error('a route has a schema, and nothing to compile it with');
}

/** The JSON value of a body, gzipped or not; null where the body is empty. @throws HttpFault parseError */
export async function parseJsonBody(body: Buffer, contentEncoding?: unknown): Promise<unknown> {
  if (body.length > MAX_JSON_BYTES) throw badRequest(`Request payload size exceeds the limit: ${MAX_JSON_BYTES} bytes.`);
  const bytes = contentEncoding === 'gzip' ? await unpack(body) : body;
  if (bytes.length === 0) return null;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch (error) {
    throw badRequest(`Parse Error: ${(error as Error).message}`, 'parseError');
  }
}

async function unpack(body: Buffer): Promise<Buffer> {
  try {
    return await promisify(gunzip)(body, { maxOutputLength: MAX_JSON_BYTES });
  } catch (error) {
    throw badRequest(`The body cannot be unpacked as gzip of at most ${MAX_JSON_BYTES} bytes: ${(error as Error).message}`, 'parseError');
  }
}

import type { FastifyInstance } from 'fastify';
import { HttpFault } from '../../http/http-fault';

/** More than this is sent in chunks. */
const MAX_BODY_BYTES = 2 * 2 ** 30;

/** Gives every route of `app` its body as bytes, of whatever type: an object's content is not for us to read. */
export function takeRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, payload, done) => {
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    payload.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    payload.on('error', done);
    payload.on('end', () => {
      if (sizeBytes > MAX_BODY_BYTES) done(new HttpFault({ status: 413, reason: 'uploadTooLarge', message: 'The request body is too large: send it in chunks.' }));
      // A copy, as the chunks are parts of larger buffers that they would keep in memory.
      else done(null, Buffer.concat(chunks, sizeBytes));
    });
  });
}

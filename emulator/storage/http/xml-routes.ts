import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { param } from './request-terms';
import { checkExpiry } from './signed-url';
import type { StorageHttpContext } from './storage-http-context';
import type { ObjectUploads } from './upload-routes';
import { answerForBucket } from './xml-bucket-routes';
import { answerAsXmlApi } from './xml-faults';
import { createXmlObjects } from './xml-object-routes';

/** First parts of paths that belong to other services, or to the JSON API. */
const RESERVED: ReadonlySet<string> = new Set([
  '_emulator', 'b', 'batch', 'bigquery', 'computeMetadata', 'datasets', 'discovery', 'download', 'favicon.ico', 'iam', 'jobs', 'o', 'oauth2', 'projects',
  'queries', 'resumable', 'retry_test', 'retry_tests', 'robots.txt', 'storage', 'token', 'upload', 'v1', 'v2',
]);

/** The XML API: `/bucket` and `/bucket/object`. */
export function addXmlRoutes(app: FastifyInstance, context: StorageHttpContext, uploads: ObjectUploads): void {
  answerAsXmlApi(app);
  const answerForObject = createXmlObjects(context, uploads);

  const answer = (request: FastifyRequest, reply: FastifyReply): unknown => {
    const bucket = param(request, 'bucket');
    if (RESERVED.has(bucket) || bucket.length < 3) {
      reply.callNotFound();
      return reply;
    }
    checkExpiry(request, context.clock.now());
    return param(request, '*') === '' ? answerForBucket(context, request, reply) : answerForObject(request, reply);
  };
  for (const url of ['/:bucket', '/:bucket/*']) app.route({ method: ['GET', 'PUT', 'POST', 'DELETE'], url, handler: async (request, reply) => answer(request, reply) });
}

import type { FastifyInstance, FastifyRequest } from 'fastify';
import { unsupported } from '../../http/http-fault';
import type { StorageObject } from '../storage-object';
import { addAclRoutes } from './acl-routes';
import { addBatchRoutes } from './batch-routes';
import { addBucketRoutes } from './bucket-routes';
import { addCopyRoutes } from './copy-routes';
import { addIamRoutes } from './iam-routes';
import { answerAsJsonApi, createJsonRoutes } from './json-routes';
import { addNotificationRoutes } from './notification-routes';
import { addObjectRoutes, addReadRoutes } from './object-routes';
import { takeRawBodies } from './raw-body';
import { createResumableUploads } from './resumable-uploads';
import type { StorageHttpContext } from './storage-http-context';
import { addUploadRoutes } from './upload-routes';
import { addXmlRoutes } from './xml-routes';

export type { StorageHttpContext } from './storage-http-context';

const DOWNLOAD_BASES = ['/download/storage/v1', '/download'];
const UPLOAD_BASES = ['/upload/storage/v1', '/resumable/upload/storage/v1', '/upload', '/storage/v1', ''];

/** Adds Cloud Storage to an application: the JSON API with its uploads and batches, and the XML API. */
export function registerStorageRoutes(app: FastifyInstance, context: StorageHttpContext): void {
  const uploads = createResumableUploads<StorageObject, FastifyRequest>(context);

  // Rooms of their own, as their bodies and faults have other forms than those of the rest.
  void app.register((json, _options, done) => {
    takeRawBodies(json);
    answerAsJsonApi(json);
    json.addHook('onRequest', refuseCustomerKeys);
    const routes = createJsonRoutes(json);
    addBucketRoutes(routes, context);
    addIamRoutes(routes, context);
    addAclRoutes(routes, context);
    addNotificationRoutes(routes, context);
    addObjectRoutes(routes, context);
    addReadRoutes(routes, context);
    addReadRoutes(createJsonRoutes(json, DOWNLOAD_BASES), context);
    addCopyRoutes(routes, context);
    addUploadRoutes(createJsonRoutes(json, UPLOAD_BASES), context, uploads);
    addBatchRoutes(json, context);
    done();
  });

  void app.register((xml, _options, done) => {
    takeRawBodies(xml);
    xml.addHook('onRequest', refuseCustomerKeys);
    addXmlRoutes(xml, context, uploads);
    done();
  });
}

/** Keys of the customer's own: an object that ignored them would be read by anyone. */
function refuseCustomerKeys(request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void {
  const name = Object.keys(request.headers).find((header) => /^x-goog-(copy-source-)?encryption-/.test(header));
  done(name === undefined ? undefined : unsupported(`encryption with a customer's key (${name})`));
}

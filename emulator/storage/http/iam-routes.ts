import type { FastifyRequest } from 'fastify';
import { unsupported } from '../../http/http-fault';
import { field, type Json, type StorageBucket } from '../storage-bucket';
import { PROJECT_NUMBER } from './acl-wire';
import { findBucket } from './bucket-routes';
import { isObject } from './json-merge';
import type { JsonRoutes } from './json-routes';
import { jsonBody } from './request-terms';
import { preconditionFailed } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

/** IAM policies of buckets, which are kept and told but not enforced, and the project's service account. */
export function addIamRoutes(routes: JsonRoutes, { storage }: StorageHttpContext): void {
  routes.on('GET', '/b/:bucket/iam', (request) => policyOf(findBucket(storage, request)));

  routes.on('PUT', '/b/:bucket/iam', async (request) => {
    const { bindings = [], etag, version = 1 } = await jsonBody(request);
    const bucket = findBucket(storage, request);
    if (typeof etag === 'string' && etag !== field(policyOf(bucket), 'etag')) throw preconditionFailed();
    return policyOf(storage.updateBucket(bucket.name, { iamPolicy: { bindings, version } }));
  });

  // Nobody is kept from anything here.
  routes.on('GET', '/b/:bucket/iam/testPermissions', (request) => {
    findBucket(storage, request);
    return { kind: 'storage#testIamPermissionsResponse', permissions: permissionsOf(request) };
  });

  for (const path of ['/projects/:project/hmacKeys', '/projects/:project/hmacKeys/:key']) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE'] as const) {
      routes.on(method, path, () => {
        throw unsupported('HMAC keys');
      });
    }
  }

  routes.on('GET', '/projects/:project/serviceAccount', () => ({
    kind: 'storage#serviceAccount',
    email_address: `service-${PROJECT_NUMBER}@gs-project-accounts.iam.gserviceaccount.com`,
  }));
}

function policyOf({ name, metageneration, iamPolicy }: StorageBucket): Json {
  const roles = [
    ['roles/storage.legacyBucketOwner', ['projectEditor:emulated', 'projectOwner:emulated']],
    ['roles/storage.legacyBucketReader', ['projectViewer:emulated']],
  ] as const;
  const policy = isObject(iamPolicy) ? iamPolicy : { version: 1, bindings: roles.map(([role, members]) => ({ role, members })) };
  return { kind: 'storage#policy', resourceId: `projects/_/buckets/${name}`, ...policy, etag: Buffer.from(`iam-${metageneration}`).toString('base64') };
}

function permissionsOf(request: FastifyRequest): readonly string[] {
  const { permissions = [] } = request.query as { permissions?: string | string[] };
  return Array.isArray(permissions) ? permissions : [permissions];
}

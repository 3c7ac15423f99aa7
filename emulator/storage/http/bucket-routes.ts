import type { FastifyRequest } from 'fastify';
import { bucketNameProblem } from '../../../src/core/bucket-name';
import { badRequest, unsupported } from '../../http/http-fault';
import type { BucketOptions } from '../buckets';
import { checkPreconditions } from '../preconditions';
import type { BucketSettings, Json, StorageBucket } from '../storage-bucket';
import type { StorageState } from '../storage-state';
import { predefinedAcl } from './acl-wire';
import { readSettings } from './bucket-settings';
import { toBucketWire } from './bucket-wire';
import { mergePatch } from './json-merge';
import type { Handler, JsonRoutes } from './json-routes';
import { formatPageToken, parsePageToken } from './page-token';
import { checkRead, count, flag, jsonBody, originOf, param, preconditionsOf, query, type JsonObject } from './request-terms';
import { conflict, noSuchBucket, required } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

/** Buckets: insert, list, get, patch, update, delete. */
export function addBucketRoutes(routes: JsonRoutes, { storage, clock }: StorageHttpContext): void {
  const find = (request: FastifyRequest): StorageBucket => findBucket(storage, request);
  const wire = (request: FastifyRequest, bucket: StorageBucket, full = query(request, 'projection') === 'full'): unknown =>
    toBucketWire(bucket, { origin: originOf(request), full });

  routes.on('POST', '/b', async (request) => {
    const body = await jsonBody(request);
    const { name } = body;
    if (typeof name !== 'string' || name === '') throw required('name');
    const problem = bucketNameProblem(name);
    if (problem) throw badRequest(`Invalid bucket name: '${name}': ${problem}`);
    const project = query(request, 'project');
    const options: BucketOptions = { ...(project !== undefined && { project }), settings: settingsOf(request, body) };
    return wire(request, storage.createBucket(name, options), query(request, 'projection') === 'full' || body.acl !== undefined);
  });

  routes.on('GET', '/b', (request) => {
    const project = query(request, 'project');
    const prefix = query(request, 'prefix') ?? '';
    const [after] = parsePageToken(query(request, 'pageToken')) ?? [];
    const limit = Math.min(count(request, 'maxResults') || 1000, 1000);
    if (flag(request, 'softDeleted')) throw unsupported('soft deletion of buckets');
    const found = storage.bucketNames().flatMap((name) => {
      const bucket = storage.bucket(name);
      const hidden = bucket?.project !== undefined && project !== undefined && bucket.project !== project;
      return bucket && !hidden && name.startsWith(prefix) && (after === undefined || name > after) ? [bucket] : [];
    });
    const page = found.slice(0, limit);
    const nextPageToken = found.length > limit ? formatPageToken((page.at(-1) as StorageBucket).name) : undefined;
    return { kind: 'storage#buckets', nextPageToken, items: page.length > 0 ? page.map((bucket) => wire(request, bucket)) : undefined };
  });

  routes.on('GET', '/b/:bucket', (request) => {
    const bucket = find(request);
    if (flag(request, 'softDeleted')) throw unsupported('soft deletion of buckets');
    checkRead(asObject(bucket), preconditionsOf(request));
    return wire(request, bucket);
  });

  /** A change of the settings by the body; what it may not change stays. */
  const change = (merge: (settings: BucketSettings, body: JsonObject) => JsonObject): Handler => async (request) => {
    const body = await jsonBody(request);
    const bucket = find(request);
    checkChange(request, bucket);
    const { location } = bucket.settings;
    const settings = settingsOf(request, { ...merge(bucket.settings, body), ...(location !== undefined && { location }) });
    return wire(request, storage.updateBucket(bucket.name, { settings }), query(request, 'projection') !== 'noAcl');
  };
  routes.on('PATCH', '/b/:bucket', change(mergePatch));
  routes.on('PUT', '/b/:bucket', change(({ acl, defaultObjectAcl }, body) => ({ ...(acl && { acl }), ...(defaultObjectAcl && { defaultObjectAcl }), ...body })));

  routes.on('DELETE', '/b/:bucket', (request, reply) => {
    const bucket = find(request);
    checkChange(request, bucket);
    if (!storage.removeBucket(bucket.name)) throw conflict('The bucket you tried to delete is not empty.');
    return reply.code(204).send();
  });

  routes.on('POST', '/b/:bucket/lockRetentionPolicy', () => {
    throw unsupported('locking a retention policy');
  });

  /** The settings of a body and of the parameters that say more. */
  function settingsOf(request: FastifyRequest, body: JsonObject): BucketSettings {
    const acl = predefinedAcl(query(request, 'predefinedAcl'));
    const defaultObjectAcl = predefinedAcl(query(request, 'predefinedDefaultObjectAcl'));
    const settings = readSettings(body, clock.now());
    const { location } = settings;
    return {
      ...settings,
      ...(typeof location === 'string' && { location: location.toUpperCase() }),
      ...(acl && { acl: acl as unknown as Json }),
      ...(defaultObjectAcl && { defaultObjectAcl: defaultObjectAcl as unknown as Json }),
      ...(flag(request, 'enableObjectRetention') && { objectRetention: { mode: 'Enabled' } }),
    };
  }
}

/** The bucket that the path names. @throws HttpFault 404 */
export function findBucket(storage: StorageState, request: FastifyRequest): StorageBucket {
  const bucket = storage.bucket(param(request, 'bucket'));
  if (!bucket) throw noSuchBucket();
  return bucket;
}

const asObject = ({ name, metageneration }: StorageBucket) => ({ url: { bucket: name, name: '' }, generation: '0', metageneration });

function checkChange(request: FastifyRequest, bucket: StorageBucket): void {
  const { ifMetageneration, ifMetagenerationNot } = preconditionsOf(request);
  const standing = asObject(bucket);
  checkPreconditions(standing.url, standing, { ifMetageneration, ifMetagenerationNot });
}

import type { FastifyRequest } from 'fastify';
import { HttpFault, badRequest, unsupported } from '../../http/http-fault';
import { retentionEnd } from '../object-guards';
import { listObjects } from '../list-objects';
import { compileGlob } from '../match-glob';
import type { ObjectAttributes } from '../object-attributes';
import type { ObjectVersion, StorageObject } from '../storage-object';
import { predefinedAcl, PROJECT_PRIVATE } from './acl-wire';
import { findBucket } from './bucket-routes';
import type { JsonRoutes } from './json-routes';
import { checkEtag, sendMedia } from './media-reply';
import { patchAttributes, readAcl, replaceAttributes } from './object-attributes-wire';
import { etagOf } from './object-etag';
import { toObjectWire } from './object-wire';
import { formatPageToken, parsePageToken } from './page-token';
import { checkRead, count, flag, generationOf, jsonBody, objectUrl, originOf, preconditionsOf, query } from './request-terms';
import { noSuchObject } from './storage-faults';
import type { StorageHttpContext } from './storage-http-context';

/** The resource of an object as `projection` asks for it. */
export function replyWithObject({ storage }: StorageHttpContext, request: FastifyRequest, object: StorageObject): unknown {
  const full = query(request, 'projection') === 'full';
  const bucket = storage.bucket(object.url.bucket);
  const acl = full ? (object.acl ?? readAcl(bucket?.settings.defaultObjectAcl) ?? PROJECT_PRIVATE) : object.acl;
  const retentionExpirationTime = bucket?.settings.retentionPolicy ? retentionEnd({ ...object, retention: undefined }, bucket) : undefined;
  return toObjectWire(acl ? { ...object, acl } : object, { origin: originOf(request), full, retentionExpirationTime });
}

/** Objects: get, with and without `alt=media`. */
export function addReadRoutes(routes: JsonRoutes, context: StorageHttpContext): void {
  routes.on('GET', '/b/:bucket/o/:object', (request, reply) => {
    const found = findObject(context, request);
    const etag = etagOf(found.object.generation, found.object.metageneration);
    const conditions = preconditionsOf(request);
    if (query(request, 'alt') === 'media') return sendMedia(request, reply, { ...found, etag, conditions });
    checkRead(found.object, conditions);
    checkEtag(request, etag);
    reply.header('ETag', etag);
    return replyWithObject(context, request, found.object);
  });
}

/** The live version that the path names, or that of the `generation` asked for. @throws HttpFault 404 */
function findObject({ storage }: StorageHttpContext, request: FastifyRequest): ObjectVersion {
  findBucket(storage, request);
  refuseSoftDeleted(request);
  const url = objectUrl(request);
  const generation = generationOf(request);
  const found = storage.version(url, generation);
  if (!found) throw noSuchObject(url, generation);
  return found;
}

/** Objects: list, patch, update, delete. */
export function addObjectRoutes(routes: JsonRoutes, context: StorageHttpContext): void {
  const { storage } = context;

  routes.on('GET', '/b/:bucket/o', (request) => {
    const bucket = findBucket(storage, request).name;
    refuseSoftDeleted(request);
    const [name, generation] = parsePageToken(query(request, 'pageToken')) ?? [];
    const [glob, delimiter] = [query(request, 'matchGlob'), query(request, 'delimiter')];
    if (glob !== undefined && delimiter !== undefined) throw unsupported('matchGlob together with a delimiter');
    const { objects, prefixes, next } = listObjects(storage, {
      bucket,
      prefix: query(request, 'prefix') ?? '',
      delimiter,
      includeTrailingDelimiter: flag(request, 'includeTrailingDelimiter'),
      startOffset: query(request, 'startOffset'),
      endOffset: query(request, 'endOffset'),
      versions: flag(request, 'versions'),
      matches: glob === undefined ? undefined : compileGlob(glob),
      limit: Math.min(count(request, 'maxResults') || 1000, 1000),
      after: name === undefined ? undefined : { name, generation },
    });
    return {
      kind: 'storage#objects',
      nextPageToken: next && formatPageToken(...[next.name, next.generation].filter((text) => text !== undefined)),
      prefixes: prefixes.length > 0 ? prefixes : undefined,
      items: objects.length > 0 ? objects.map((object) => replyWithObject(context, request, object)) : undefined,
    };
  });

  for (const [method, change] of [['PATCH', patchAttributes], ['PUT', replaceAttributes]] as const) {
    routes.on(method, '/b/:bucket/o/:object', async (request) => {
      const body = await jsonBody(request);
      const { object } = findObject(context, request);
      const acl = predefinedAcl(query(request, 'predefinedAcl'));
      const attributes = { ...change(object, body), ...(acl && { acl }) };
      checkRetention(request, object, attributes);
      const options = { ...preconditionsOf(request), generation: generationOf(request) };
      return replyWithObject(context, request, storage.update(object.url, attributes, options) ?? object);
    });
  }

  routes.on('DELETE', '/b/:bucket/o/:object', (request, reply) => {
    const { object } = findObject(context, request);
    storage.remove(object.url, { ...preconditionsOf(request), generation: generationOf(request) });
    return reply.code(204).send();
  });

  for (const path of ['/b/:bucket/o/:object/restore', '/b/:bucket/o/bulkRestore']) {
    routes.on('POST', path, () => {
      throw unsupported('soft deletion of objects');
    });
  }

  /** A locked retention only grows; an open one shrinks where that is asked for. */
  function checkRetention(request: FastifyRequest, object: StorageObject, { retention }: ObjectAttributes): void {
    const before = object.retention;
    if (retention && storage.bucket(object.url.bucket)?.settings.objectRetention === undefined) throw noRetentionHere();
    if (!before || Date.parse(before.retainUntilTime) <= context.clock.now().getTime()) return;
    const shrinks = !retention || retention.retainUntilTime < before.retainUntilTime || (before.mode === 'Locked' && retention.mode !== 'Locked');
    if (shrinks && (before.mode === 'Locked' || !flag(request, 'overrideUnlockedRetention'))) throw retainedForLonger();
  }
}

function refuseSoftDeleted(request: FastifyRequest): void {
  if (flag(request, 'softDeleted')) throw unsupported('soft deletion of objects');
}

const noRetentionHere = (): HttpFault => badRequest('The bucket must have object retention enabled to set a retention on its objects.');

function retainedForLonger(): HttpFault {
  return new HttpFault({ status: 403, reason: 'forbidden', message: 'The retention of the object can be neither shortened nor removed.' });
}
